// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/WorkloadMetrics.h"

#include <algorithm>
#include <utility>

#include "metrics/DifferenceCheck.h"
#include "metrics/FirstPass.h"
#include "metrics/HeadlineFigures.h"
#include "metrics/RunConfidence.h"
#include "metrics/SloTally.h"
#include "metrics/TokenGaps.h"
#include "metrics/ValidityRules.h"
#include "metrics/Warnings.h"

namespace sagebench {
namespace {

Result<void> forEachMeasured(const RecordSource& records,
                             const std::function<void(const RequestRecord&)>& visit) {
    return records.forEach([&](const RequestRecord& record) {
        if (record.phase == Phase::Measured) {
            visit(record);
        }
    });
}

using AppendGaps = void (*)(const RequestRecord&, GapSamples&);

/// One kind of gaps: what they are samples of, how they are collected, how many there are.
struct GapKind {
    std::vector<SloMetric> metrics;
    AppendGaps append;
    std::uint64_t count;
};

/// What gaps are for beside their distribution.
struct GapUsers {
    SloTally& slos;
    RunConfidence& confidence;
    ConfidenceIntervals intervals;
};

Result<Distribution> gapDistribution(const RecordSource& records, const GapKind& kind,
                                     GapUsers& users) {
    GapSamples samples;
    samples.reserve(kind.count);
    const auto read = forEachMeasured(records, [&](const RequestRecord& record) {
        if (record.outcome == Outcome::Ok) {
            kind.append(record, samples);
        }
    });
    return read.map([&] {
        const bool ofTokens = kind.metrics.front() == SloMetric::Itl;
        if (ofTokens) {
            users.confidence.takeGaps(samples);
        }
        Distribution distribution = samples.distribution();
        if (ofTokens) {
            users.confidence.fillGaps(samples, users.intervals);
        }
        for (const SloMetric metric : kind.metrics) {
            users.slos.takePercentiles(metric, distribution.count.value_or(0),
                                       [&](double p) { return samples.percentileOfSorted(p); });
        }
        return distribution;
    });
}

struct GapFigures {
    Distribution itl, icl;
};

/// A gap has at least one token. So with as many tokens as gaps each has one, and ITL and ICL are
/// the same samples: reading and sorting them once is enough.
Result<GapFigures> gapFigures(const RecordSource& records, const FirstPass& pass, GapUsers& users) {
    using enum SloMetric;
    if (pass.itlSamples == pass.iclSamples) {
        return gapDistribution(records, {{Itl, Icl}, appendIcl, pass.iclSamples}, users)
            .map([](const Distribution& both) {
                return GapFigures{both, both};
            });
    }
    const auto itl = gapDistribution(records, {{Itl}, appendItl, pass.itlSamples}, users);
    if (!itl) {
        return tl::unexpected(itl.error());
    }
    return gapDistribution(records, {{Icl}, appendIcl, pass.iclSamples}, users)
        .map([&](const Distribution& icl) {
            return GapFigures{*itl, icl};
        });
}

std::optional<double> perSecond(std::optional<std::uint64_t> count, std::optional<double> seconds) {
    if (!count || seconds.value_or(0) <= 0) {
        return std::nullopt;
    }
    return static_cast<double>(*count) / *seconds;
}

void fillLatencies(WorkloadMetrics& m, LatencySamples& samples) {
    m.ttft = distributionOf(samples.ttft);
    m.tpot = distributionOf(samples.tpot);
    m.e2el = distributionOf(samples.e2el);
    m.ttftScheduled = distributionOf(samples.ttftScheduled);
    m.e2elScheduled = distributionOf(samples.e2elScheduled);
    m.sendLag = distributionOf(samples.sendLag);
    m.avgThroughputTps = distributionOf(samples.throughput).avg;
}

/// Of samples that were sorted.
void takePercentiles(SloTally& slos, SloMetric metric, const std::vector<double>& sorted) {
    slos.takePercentiles(metric, sorted.size(), [&](double p) {
        return sorted.empty() ? std::nullopt : std::optional(percentile(sorted, p));
    });
}

/// Needs the latencies, whose samples are then sorted, and the totals.
void fillIntervals(WorkloadMetrics& m, const RunConfidence& confidence, const FirstPass& pass) {
    confidence.fillLatencies(pass.latencies, m.ci95);
    if (const auto span = pass.window.span()) {
        confidence.fillThroughputs(*span, m.totalOutputTokens.has_value(), m.ci95);
    }
    for (const HeadlineFigure& figure : headlineFigures()) {
        const auto interval = m.ci95.find(figure.key);
        if (const auto told = figure.of(m); told && interval != m.ci95.end()) {
            interval->second.low = std::min(interval->second.low, *told);
            interval->second.high = std::max(interval->second.high, *told);
        }
    }
}

/// Needs the latencies, whose samples are then sorted, and the duration.
void fillSlos(WorkloadMetrics& m, SloTally& slos, const LatencySamples& samples) {
    takePercentiles(slos, SloMetric::Ttft, samples.ttft);
    takePercentiles(slos, SloMetric::Tpot, samples.tpot);
    takePercentiles(slos, SloMetric::E2el, samples.e2el);
    takePercentiles(slos, SloMetric::TtftScheduled, samples.ttftScheduled);
    takePercentiles(slos, SloMetric::E2elScheduled, samples.e2elScheduled);
    takePercentiles(slos, SloMetric::SendLag, samples.sendLag);
    std::ranges::sort(slos.tbtSamples());
    takePercentiles(slos, SloMetric::Tbt, slos.tbtSamples());
    m.goodputFraction = slos.fraction();
    m.goodputRps = perSecond(slos.meetingAll(), m.durationSeconds);
    m.slos = slos.results();
    m.sloMet = slos.met();
}

void fillCounts(WorkloadMetrics& m, FirstPass& pass) {
    m.successfulRequests = pass.successful;
    m.failedRequests = pass.failed;
    m.totalRequests = pass.successful + pass.failed;
    m.cancelledRequests = pass.cancelled;
    m.reconnects = pass.reconnects;
    m.errorsByCategory = std::move(pass.errors.byCategory);
    m.firstErrors = std::move(pass.errors.firstMessages);
    if (m.totalRequests > 0) {
        m.errorRate = static_cast<double>(m.failedRequests) / static_cast<double>(m.totalRequests);
    }
}

void fillTime(WorkloadMetrics& m, const MeasuredWindow& window, std::int64_t t0UnixNanos) {
    if (const auto span = window.span()) {
        m.durationSeconds = toSeconds(span->to - span->from);
        m.startTime = toSeconds(Nanos(t0UnixNanos) + span->from);
        m.endTime = toSeconds(Nanos(t0UnixNanos) + span->to);
    }
    if (const auto inFlight = window.inFlight()) {
        m.meanInFlight = inFlight->mean;
        m.peakInFlight = inFlight->peak;
    }
}

void fillTokens(WorkloadMetrics& m, const TokenTotals& tokens) {
    if (m.totalRequests > 0) {
        m.totalInputTokens = tokens.input.total();
        m.totalOutputTokens = tokens.output.total();
    }
    m.avgPromptTokensAsked = tokens.prompts.avgAsked();
    m.avgPromptTokens = tokens.promptLength.mean();
    m.avgOutputTokensAsked = tokens.outputs.avgAsked();
    m.avgOutputTokens = tokens.outputLength.mean();
    m.cachedPromptFraction = tokens.cached.fraction();
}

/// Needs the counts, the tokens and the duration.
void fillRates(WorkloadMetrics& m) {
    m.requestThroughputRps = perSecond(m.successfulRequests, m.durationSeconds);
    m.inputThroughputTps = perSecond(m.totalInputTokens, m.durationSeconds);
    m.outputThroughputTps = perSecond(m.totalOutputTokens, m.durationSeconds);
    if (m.inputThroughputTps && m.outputThroughputTps) {
        m.totalThroughputTps = *m.inputThroughputTps + *m.outputThroughputTps;
    }
}

void fillQuality(WorkloadMetrics& m, const StreamQuality& quality) {
    m.coalescedFraction = quality.coalescedFraction();
    m.stampSource = quality.stampSource();
    m.tokenCountBasis = quality.tokenCountBasis();
    m.itlBasis = quality.itlBasis();
}

bool everyRequestTells(const CachedTokens& cached, std::uint64_t successful) {
    return successful > 0 && cached.requests == successful;
}

/// The engine's own word first; else the requests', if all of them tell.
void fillEngine(WorkloadMetrics& m, const WorkloadContext& context, const CachedTokens& cached) {
    m.engine = context.engine;
    m.memory = context.memory;
    if (!m.engine.prefixHitRate && everyRequestTells(cached, m.successfulRequests)) {
        m.engine.prefixHitRate = cached.fraction();
    }
}

/// Prompts that are the same by design hit the cache by design.
std::optional<double> cachedBeyondShared(const WorkloadMetrics& m, const WorkloadContext& context,
                                         const CachedTokens& cached) {
    if (context.sharesByDesign()) {
        return std::nullopt;
    }
    if (const auto told = cached.fractionBeyondShared()) {
        return told;
    }
    if (!m.engine.prefixHitRate || m.avgPromptTokens.value_or(0) <= 0) {
        return std::nullopt;
    }
    return *m.engine.prefixHitRate - context.sharedPromptTokens / *m.avgPromptTokens;
}

void fillWarnings(WorkloadMetrics& m, const WorkloadContext& context, const TokenTotals& tokens) {
    const WarningFacts facts{m.successfulRequests, tokens.prompts, tokens.outputs,
                             context.promptLengthsApproximate,
                             cachedBeyondShared(m, context, tokens.cached)};
    m.warnings = context.warnings;
    std::ranges::move(warningsFrom(facts), std::back_inserter(m.warnings));
    if (auto wide = wideIntervals(m, context.difference)) {
        m.warnings.push_back(*std::move(wide));
    }
}

Validity validityOf(const WorkloadMetrics& m) {
    return judgeValidity({.successful = m.successfulRequests,
                          .ttftP50Ms = m.ttft.p50,
                          .itlP50Ms = m.itl.p50,
                          .stampedByKernel = m.stampSource == "kernel",
                          .client = m.client});
}

/// Needs the requests in flight.
void fillClientError(WorkloadMetrics& m, const WorkloadContext& context, const EventRate& events) {
    m.peakEventsPerSecond = events.busiestSecond();
    if (context.calibration && m.peakInFlight && m.peakEventsPerSecond) {
        m.clientError =
            clientErrorAt({*m.peakInFlight, *m.peakEventsPerSecond}, *context.calibration);
    }
}

}  // namespace

Result<WorkloadMetrics> computeMetrics(const WorkloadContext& context,
                                       const RecordSource& records) {
    FirstPass pass;
    SloTally slos(context.slo, context.interrupted);
    const auto read = records.forEach([&](const RequestRecord& record) {
        if (record.phase == Phase::Measured) {
            pass.add(record, context.sharedPromptTokens);
            slos.add(record);
        } else {
            pass.window.addOther(record);
        }
    });
    if (!read) {
        return tl::unexpected(read.error());
    }
    RunConfidence confidence(pass.columns, context.seed);
    GapUsers users{slos, confidence, {}};
    const auto gaps = gapFigures(records, pass, users);
    if (!gaps) {
        return tl::unexpected(gaps.error());
    }

    WorkloadMetrics m;
    m.name = context.spec.name;
    m.interrupted = context.interrupted;
    m.itl = gaps->itl;
    m.icl = gaps->icl;
    m.avgTbtMs = m.itl.avg;
    fillLatencies(m, pass.latencies);
    fillCounts(m, pass);
    fillTime(m, pass.window, context.t0UnixNanos);
    fillTokens(m, pass.tokens);
    fillRates(m);
    fillSlos(m, slos, pass.latencies);
    m.ci95 = std::move(users.intervals);
    fillIntervals(m, confidence, pass);
    fillQuality(m, pass.quality);
    fillEngine(m, context, pass.tokens.cached);
    fillWarnings(m, context, pass.tokens);
    m.client = context.client;
    m.validity = validityOf(m);
    fillClientError(m, context, pass.events);
    return m;
}

}  // namespace sagebench
