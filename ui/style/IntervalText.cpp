// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/IntervalText.h"

#include <QCoreApplication>

#include "style/Format.h"

namespace sagebench::ui {

QString intervalSentence(const QString& span, std::optional<double> tooWideFor) {
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("IntervalText", text);
    };
    const QString interval = tr("95 % interval: %1").arg(span);
    return tooWideFor ? tr("%1, wider than the difference of %2 that matters")
                            .arg(interval, format::percent(tooWideFor))
                      : interval;
}

}  // namespace sagebench::ui
