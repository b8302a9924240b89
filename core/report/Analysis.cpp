// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Analysis.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/NumberText.h"

namespace sagebench {
namespace {

using Sentences = std::vector<std::string>;
using Figure = std::optional<double>;

constexpr double kLongTail = 2;
constexpr double kUnevenTokens = 3;
constexpr double kManyCoalesced = 0.1;
constexpr double kOtherLoad = 1.5;

Figure ratioOf(Figure a, Figure b) {
    if (!a || !b || *a < 0 || *b <= 0) {
        return std::nullopt;
    }
    return *a / *b;
}

void ttftTail(const WorkloadMetrics& m, Sentences& out) {
    const Figure tail = ratioOf(m.ttft.p99, m.ttft.p50);
    if (!tail || m.ttft.count.value_or(0) < 2) {
        return;
    }
    if (*tail < kLongTail) {
        out.push_back(fmt::format("TTFT is even: its p99 is {} its median.", text::ratio(*tail)));
    } else if (m.peakInFlight.value_or(1) > 1) {
        out.push_back(
            fmt::format("First tokens wait in a queue: TTFT p99 ({} ms) is {} its median ({} ms), "
                        "with {} requests "
                        "in flight on average and {} at the peak.",
                        text::ms(m.ttft.p99), text::ratio(*tail), text::ms(m.ttft.p50),
                        text::number(m.meanInFlight, 1), text::count(m.peakInFlight)));
    } else {
        out.push_back(fmt::format(
            "TTFT has a long tail though requests ran one after another: p99 ({} ms) is {} the "
            "median ({} ms).",
            text::ms(m.ttft.p99), text::ratio(*tail), text::ms(m.ttft.p50)));
    }
}

void whereTheTimeGoes(const WorkloadMetrics& m, Sentences& out) {
    const Figure before = ratioOf(m.ttft.avg, m.e2el.avg);
    if (before && *before <= 1) {
        out.push_back(
            fmt::format("Of an average request's {} ms, {} went by before the first token (queue "
                        "and prefill) and {} "
                        "while tokens came (decode).",
                        text::ms(m.e2el.avg), text::percent(before), text::percent(1 - *before)));
    }
}

void unevenTokens(const WorkloadMetrics& m, Sentences& out) {
    const Figure tail = ratioOf(m.itl.p99, m.itl.p50);
    if (tail && *tail >= kUnevenTokens) {
        out.push_back(fmt::format("Tokens come unevenly: ITL p99 ({} ms) is {} its median ({} ms).",
                                  text::ms(m.itl.p99), text::ratio(*tail), text::ms(m.itl.p50)));
    }
}

void coalescedChunks(const WorkloadMetrics& m, Sentences& out) {
    if (m.coalescedFraction.value_or(0) > kManyCoalesced) {
        out.push_back(
            fmt::format("{} of the chunks arrived together with the one before: the server sends "
                        "in groups, so that "
                        "ITL percentiles show its groups, while TPOT is not affected.",
                        text::percent(m.coalescedFraction)));
    }
}

void enginesCaches(const WorkloadMetrics& m, Sentences& out) {
    if (m.engine.evictCount.value_or(0) > 0) {
        const std::string spent =
            m.engine.evictMs ? fmt::format(", which took {} ms", text::ms(m.engine.evictMs)) : "";
        out.push_back(fmt::format("The KV cache was full: {} {} were dropped to make room{}.",
                                  text::wholeCount(m.engine.evictCount),
                                  m.engine.evictUnit.value_or("entries"), spent));
    }
    if (m.engine.preemptCount.value_or(0) > 0) {
        out.push_back(
            fmt::format("The engine preempted requests {} times: more were running than its "
                        "KV cache holds.",
                        text::wholeCount(m.engine.preemptCount)));
    }
    if (m.engine.prefixHitRate.value_or(0) > 0) {
        out.push_back(fmt::format("{} of the prompt tokens came from the prefix cache.",
                                  text::percent(m.engine.prefixHitRate)));
    }
    if (m.engine.specAcceptRate) {
        out.push_back(fmt::format("Of the speculated tokens, {} were accepted.",
                                  text::percent(m.engine.specAcceptRate)));
    }
}

void enginesOwnView(const WorkloadMetrics& m, Sentences& out) {
    if (m.engine.meanRunning && m.meanInFlight) {
        out.push_back(fmt::format(
            "Requests in flight on average: {} as the client saw them, {} as the server did.",
            text::number(m.meanInFlight, 1), text::number(m.engine.meanRunning, 1)));
    }
}

void failures(const WorkloadMetrics& m, Sentences& out) {
    if (m.failedRequests > 0) {
        out.push_back(
            fmt::format("{} of {} requests failed ({}); the latencies are those of the rest.",
                        m.failedRequests, m.totalRequests, text::percent(m.errorRate)));
    }
}

std::string timesAs(Figure ratio, std::string_view what) {
    return ratio ? fmt::format("{} {}", what, text::ratio(*ratio)) : fmt::format("{} n/a", what);
}

bool lengthsDiffer(const WorkloadMetrics& a, const WorkloadMetrics& b) {
    return a.avgPromptTokensAsked != b.avgPromptTokensAsked ||
           a.avgOutputTokensAsked != b.avgOutputTokensAsked;
}

}  // namespace

Sentences analyse(const WorkloadMetrics& metrics) {
    Sentences out;
    failures(metrics, out);
    ttftTail(metrics, out);
    whereTheTimeGoes(metrics, out);
    unevenTokens(metrics, out);
    coalescedChunks(metrics, out);
    enginesCaches(metrics, out);
    enginesOwnView(metrics, out);
    return out;
}

Sentences compareLoads(const std::vector<WorkloadMetrics>& workloads) {
    const auto byLoad = [](const WorkloadMetrics& a, const WorkloadMetrics& b) {
        return a.meanInFlight.value_or(0) < b.meanInFlight.value_or(0);
    };
    const auto [low, high] = std::minmax_element(workloads.begin(), workloads.end(), byLoad);
    if (low == high || !low->meanInFlight ||
        ratioOf(high->meanInFlight, low->meanInFlight).value_or(0) < kOtherLoad) {
        return {};
    }
    return {fmt::format(
        "With {} requests in flight on average ({}) instead of {} ({}): {}, {}, {}.{}",
        text::number(high->meanInFlight, 1), high->name, text::number(low->meanInFlight, 1),
        low->name,
        timesAs(ratioOf(high->outputThroughputTps, low->outputThroughputTps), "output tokens/s"),
        timesAs(ratioOf(high->tpot.p50, low->tpot.p50), "median TPOT"),
        timesAs(ratioOf(high->ttft.p50, low->ttft.p50), "median TTFT"),
        lengthsDiffer(*low, *high) ? " The two also ask for other lengths." : "")};
}

}  // namespace sagebench
