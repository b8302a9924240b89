// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/SloJudgement.h"

#include <algorithm>

#include "metrics/RequestMetrics.h"

namespace sagebench {
namespace {

using Figure = std::optional<double>;

constexpr double kRoundingMs = 1e-9;

Figure gapMs(Stamp from, Stamp to) {
    return from && to ? Figure(toMs(*to - *from)) : std::nullopt;
}

/// The stamps of a record and of a brief, brought to one form.
struct Judged {
    Outcome outcome;
    std::optional<std::int32_t> outputTokens;
    Figure ttft, tpot, tbt, e2el, ttftScheduled, e2elScheduled;
};

bool needsTbt(std::span<const Slo> limits) {
    return std::ranges::any_of(
        limits, [](const Slo& slo) { return slo.perRequest() && slo.metric == SloMetric::Tbt; });
}

Judged judgedOf(const RequestRecord& record, bool withTbt) {
    const RequestMetrics m = requestMetrics(record);
    return {record.outcome,
            record.outputTokens,
            m.ttftMs,
            m.tpotMs,
            withTbt ? tbtMs(record) : std::nullopt,
            m.e2elMs,
            m.ttftScheduledMs,
            m.e2elScheduledMs};
}

Judged judgedOf(const RequestBrief& brief) {
    const Stamp end = brief.lastToken ? brief.lastToken : brief.finished;
    return {brief.outcome,
            brief.outputTokens,
            brief.ttftMs,
            brief.tpotMs,
            brief.tbtMs,
            brief.e2elMs,
            brief.lastToken ? gapMs(brief.scheduled, brief.firstToken) : std::nullopt,
            gapMs(brief.scheduled, end)};
}

Figure figureOf(SloMetric metric, const Judged& request) {
    switch (metric) {
        case SloMetric::Ttft:
            return request.ttft;
        case SloMetric::Tpot:
            return request.tpot;
        case SloMetric::Tbt:
            return request.tbt;
        case SloMetric::E2el:
            return request.e2el;
        case SloMetric::TtftScheduled:
            return request.ttftScheduled;
        case SloMetric::E2elScheduled:
            return request.e2elScheduled;
        case SloMetric::Itl:
        case SloMetric::Icl:
        case SloMetric::SendLag:
            break;
    }
    return std::nullopt;
}

/// There is no time between the tokens of one.
bool isNotJudged(SloMetric metric, const Judged& request) {
    return (metric == SloMetric::Tpot || metric == SloMetric::Tbt) &&
           request.outputTokens.value_or(2) < 2;
}

bool meetsOne(const Slo& slo, const Judged& request) {
    const Figure figure = figureOf(slo.metric, request);
    return isNotJudged(slo.metric, request) || (figure && isWithin(*figure, slo.limit));
}

bool meetsAll(std::span<const Slo> limits, const Judged& request) {
    return request.outcome == Outcome::Ok && std::ranges::all_of(limits, [&](const Slo& slo) {
               return !slo.perRequest() || meetsOne(slo, request);
           });
}

/// What is known of a latency when the request is given up.
Figure leastLatency(SloMetric metric, const RequestRecord& request) {
    const Stamp firstToken = request.firstToken ? request.firstToken : request.finished;
    switch (metric) {
        case SloMetric::Ttft:
            return gapMs(request.sent, firstToken);
        case SloMetric::TtftScheduled:
            return gapMs(request.scheduled, firstToken);
        case SloMetric::E2el:
            return gapMs(request.sent, request.finished);
        case SloMetric::E2elScheduled:
            return gapMs(request.scheduled, request.finished);
        case SloMetric::SendLag:
            return gapMs(request.scheduled, request.sent);
        case SloMetric::Tpot:
        case SloMetric::Tbt:
        case SloMetric::Itl:
        case SloMetric::Icl:
            break;
    }
    return std::nullopt;
}

}  // namespace

bool isWithin(double latencyMs, Nanos limit) {
    return latencyMs <= toMs(limit) + kRoundingMs;
}

bool hadMissed(const Slo& slo, const RequestRecord& cancelled) {
    if (!cancelled.sent) {
        return true;
    }
    const Figure figure = leastLatency(slo.metric, cancelled);
    return figure && !isWithin(*figure, slo.limit);
}

bool meets(std::span<const Slo> limits, const RequestRecord& record) {
    return meetsAll(limits, judgedOf(record, needsTbt(limits)));
}

bool meets(std::span<const Slo> limits, const RequestBrief& brief) {
    return meetsAll(limits, judgedOf(brief));
}

}  // namespace sagebench
