// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/FieldText.h"

#include <QCoreApplication>
#include <QLocale>

#include "base/DurationText.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("FieldText", text);
}

}  // namespace

QString complaintOfNumber(const QString& text, int least) {
    const auto value = parseInt(text.trimmed().toStdString());
    return value && *value >= least && *value <= kMostOfAnything
               ? QString()
               : tr("Must be a whole number from %1 to %2")
                     .arg(least)
                     .arg(QLocale().toString(kMostOfAnything));
}

QString complaintOfDouble(const QString& text, double least, bool leastIsIn) {
    const auto value = parseDouble(text.trimmed().toStdString());
    const bool good = value && (leastIsIn ? *value >= least : *value > least);
    if (good && *value <= kMostOfAnything) {
        return {};
    }
    return leastIsIn ? tr("Must be a number from %1").arg(least)
                     : tr("Must be a number above %1").arg(least);
}

QString complaintOfDuration(const QString& text, Nanos longest) {
    if (parseDuration(text.trimmed().toStdString(), longest)) {
        return {};
    }
    return longest > kWeek ? tr("Must be a time such as 90s, 10m or 30d, at most 3650d")
                           : tr("Must be a time such as 500ms, 30s or 10m, at most a week");
}

QString complaintOf(const Error& error) {
    QString sentence = QString::fromStdString(error.message);
    if (!sentence.isEmpty()) {
        sentence[0] = sentence[0].toUpper();
    }
    return sentence;
}

QString textOf(double value) {
    return QString::number(value, 'g', 12);
}

}  // namespace sagebench::ui
