// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimelineText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "style/Format.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("TimelineText", text);
}

QString stamp(Stamp at, Nanos origin) {
    return at ? QLocale().toString(toMs(*at - origin), 'f', 1) + QChar(QChar::Nbsp) + tr("ms")
              : format::unknown();
}

QString headline(const RequestBrief& brief) {
    const QString index = QLocale().toString(static_cast<qulonglong>(brief.index));
    return tr("Request %1, %2, %3")
        .arg(index, format::phase(brief.phase), format::outcome(brief.outcome));
}

QString tokensLine(const RequestBrief& brief) {
    const auto count = [](std::optional<std::int32_t> tokens) {
        return tokens ? format::count(static_cast<std::uint64_t>(*tokens)) : format::unknown();
    };
    return tr("Tokens: %1 in, %2 out").arg(count(brief.promptTokens), count(brief.outputTokens));
}

QString errorLine(const RequestBrief& brief) {
    const QString message = QString::fromStdString(brief.errorMessage);
    const QString category = format::errorCategory(brief.errorCategory);
    return tr("Error: %1").arg(message.isEmpty() ? category : category + ": " + message);
}

}  // namespace

QString requestText(const RequestBrief& brief, Nanos origin) {
    QStringList lines{
        headline(brief),
        tr("Due %1, sent %2").arg(stamp(brief.scheduled, origin), stamp(brief.sent, origin)),
        tr("First token %1, end %2")
            .arg(stamp(brief.firstToken, origin), stamp(brief.finished, origin)),
        tr("TTFT %1, TPOT %2, E2EL %3")
            .arg(format::ms(brief.ttftMs), format::ms(brief.tpotMs), format::ms(brief.e2elMs)),
        tr("Longest gap %1, send lag %2")
            .arg(format::ms(brief.longestGapMs), format::ms(brief.sendLagMs)),
        tokensLine(brief),
    };
    if (brief.outcome == Outcome::Failed || !brief.errorMessage.empty()) {
        lines.append(errorLine(brief));
    }
    return lines.join('\n');
}

}  // namespace sagebench::ui
