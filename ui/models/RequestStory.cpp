// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RequestStory.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr double kLateMs = 10;        ///< a delay below it is no cause
constexpr double kLateShare = 0.2;    ///< of the time since it was due
constexpr double kPauseShare = 0.25;  ///< of its latency
constexpr double kPauseTokens = 3;    ///< times its own time per token
constexpr double kFirstShare = 0.5;   ///< of its latency
constexpr double kSlow = 1.2;         ///< times the median
constexpr double kUnusual = 1.5;      ///< times the median

QString tr(const char* text) {
    return QCoreApplication::translate("RequestStory", text);
}

QString wholePercent(double fraction) {
    return QLocale().toString(std::round(fraction * 100), 'f', 0) + QChar(QChar::Nbsp) + '%';
}

std::optional<Nanos> zeroOf(const RequestBrief& b) {
    const Stamp zero = b.sent ? b.sent : b.scheduled;
    return zero ? std::optional(*zero) : std::nullopt;
}

std::optional<double> since(std::optional<Nanos> zero, Stamp at) {
    return zero && at ? std::optional(toMs(*at - *zero)) : std::nullopt;
}

/// The end of a stage.
struct Milestone {
    RequestStage stage;
    Stamp at;
};

std::vector<Milestone> milestonesOf(const RequestBrief& b) {
    if (!b.firstToken) {
        // Its end is that of what it was waiting for.
        return {{RequestStage::ClientWait, b.sent ? b.sent : b.finished},
                {RequestStage::Writing, b.written},
                {RequestStage::FirstTokenWait, b.sent ? b.finished : Stamp()}};
    }
    return {{RequestStage::ClientWait, b.sent},
            {RequestStage::Writing, b.written},
            {RequestStage::FirstTokenWait, b.firstToken},
            {RequestStage::Streaming, b.lastToken},
            {RequestStage::Ending, b.finished}};
}

/// ", 4.2 times the median of its workload", where it is that unusual.
QString unusual(std::optional<double> value, std::optional<double> median) {
    if (!value || !median || *median <= 0 || *value < kUnusual * *median) {
        return {};
    }
    return tr(", %1 times the median of its workload")
        .arg(QLocale().toString(*value / *median, 'f', 1));
}

QString failureStory(const RequestBrief& b) {
    const QString what = format::errorCategory(b.errorCategory);
    const auto after = since(zeroOf(b), b.finished);
    if (!b.sent) {
        return tr("It failed before it was sent: %1.").arg(what);
    }
    return b.firstToken ? tr("It failed %1 after it was sent, while tokens came: %2.")
                              .arg(format::ms(after), what)
                        : tr("It failed %1 after it was sent, before the first token: %2.")
                              .arg(format::ms(after), what);
}

QString cancelledStory(const RequestBrief& b) {
    return b.sent ? tr("It was cancelled when the run ended, %1 after it was sent.")
                        .arg(format::ms(since(zeroOf(b), b.finished)))
                  : tr("It was never sent: the run ended before.");
}

bool isLate(double lagMs, double latencyMs) {
    return lagMs >= kLateMs && lagMs >= kLateShare * (lagMs + latencyMs);
}

bool isPause(double gapMs, double latencyMs, std::optional<double> tpotMs) {
    return gapMs >= kPauseShare * latencyMs && gapMs >= kPauseTokens * tpotMs.value_or(0);
}

QString streamingStory(const RequestBrief& b, const TypicalLatencies& typical, double share) {
    const auto tokens =
        b.outputTokens ? std::optional<std::uint64_t>(*b.outputTokens) : std::nullopt;
    return tr("%1 of its time went by while tokens came (%2 of them, %3 each%4).")
        .arg(wholePercent(share), format::count(tokens), format::ms(b.tpotMs),
             unusual(b.tpotMs, typical.tpotMs));
}

QString causeOf(const RequestBrief& b, const TypicalLatencies& typical) {
    const double latency = *b.e2elMs;
    if (isLate(b.sendLagMs.value_or(0), latency)) {
        return tr("It was sent %1 late: the client's own delay.").arg(format::ms(b.sendLagMs));
    }
    if (isPause(b.longestGapMs.value_or(0), latency, b.tpotMs)) {
        return tr("One pause of %1 between tokens was %2 of its time.")
            .arg(format::ms(b.longestGapMs), wholePercent(*b.longestGapMs / latency));
    }
    if (!b.ttftMs) {
        return tr("Its answer came in one piece, after %1.").arg(format::ms(b.e2elMs));
    }
    const double share = latency > 0 ? std::min(1.0, *b.ttftMs / latency) : 1;
    return share < kFirstShare ? streamingStory(b, typical, 1 - share)
                               : tr("%1 of its time was the wait for the first token%2.")
                                     .arg(wholePercent(share), unusual(b.ttftMs, typical.ttftMs));
}

}  // namespace

QString stageLabel(RequestStage stage) {
    switch (stage) {
        case RequestStage::ClientWait:
            return tr("waited in the client");
        case RequestStage::Writing:
            return tr("written");
        case RequestStage::FirstTokenWait:
            return tr("waited for the first token");
        case RequestStage::Streaming:
            return tr("tokens came");
        case RequestStage::Ending:
            return tr("end of the answer");
    }
    return {};
}

std::vector<StageSpan> stagesOf(const RequestBrief& brief) {
    const auto zero = zeroOf(brief);
    std::vector<StageSpan> spans;
    Stamp from = brief.scheduled ? brief.scheduled : brief.sent;
    for (const Milestone& milestone : milestonesOf(brief)) {
        const bool unknownStart = milestone.stage == RequestStage::ClientWait && !brief.scheduled;
        if (!from || !milestone.at || unknownStart) {
            continue;
        }
        const Nanos length = std::max(Nanos::zero(), *milestone.at - *from);
        spans.push_back({milestone.stage, toMs(*from - *zero), toMs(length)});
        from = *from + length;
    }
    return spans;
}

std::vector<NamedStamp> stampsOf(const RequestBrief& b) {
    const auto zero = zeroOf(b);
    return {{tr("due"), since(zero, b.scheduled)},
            {tr("connected"), since(zero, b.connected)},
            {tr("sent"), since(zero, b.sent)},
            {tr("written"), since(zero, b.written)},
            {tr("first byte"), since(zero, b.firstByte)},
            {tr("first token"), since(zero, b.firstToken)},
            {tr("last token"), since(zero, b.lastToken)},
            {tr("finished"), since(zero, b.finished)}};
}

QString storyOf(const RequestBrief& brief, const TypicalLatencies& typical) {
    if (brief.outcome == Outcome::Failed) {
        return failureStory(brief);
    }
    if (brief.outcome == Outcome::Cancelled) {
        return cancelledStory(brief);
    }
    if (!brief.e2elMs) {
        return tr("It tells no latency: a moment that it is made of is not known.");
    }
    const bool slow = !typical.e2elMs || *brief.e2elMs > kSlow * *typical.e2elMs;
    const QString cause = causeOf(brief, typical);
    return slow || isLate(brief.sendLagMs.value_or(0), *brief.e2elMs)
               ? cause
               : tr("Not slow: the median of its workload is %1. %2")
                     .arg(format::ms(typical.e2elMs), cause);
}

}  // namespace sagebench::ui
