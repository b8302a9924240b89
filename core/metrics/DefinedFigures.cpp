// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/DefinedFigures.h"

#include <algorithm>

#include "metrics/DefinedWindow.h"
#include "metrics/FigureBounds.h"
#include "metrics/GapSamples.h"
#include "metrics/TokenGaps.h"
#include "metrics/TokenTotals.h"

namespace sagebench {
namespace {

constexpr const char* kHasNone = "it has no such figure";

std::optional<double> gapMs(Stamp from, Stamp to) {
    return from && to ? std::optional(toMs(*to - *from)) : std::nullopt;
}

Stamp startOf(const ToolDefinition& tool, const RequestRecord& record) {
    return tool.clock == ClockStart::Due ? record.scheduled : record.sent;
}

Stamp firstOf(const ToolDefinition& tool, const RequestRecord& record) {
    if (record.chunks.empty()) {
        return {};
    }
    return tool.first == FirstEvent::OutputContent ? record.firstOutputToken : record.firstToken;
}

Stamp lastOf(LastEvent event, const RequestRecord& record) {
    const bool chunk = event != LastEvent::Response && !record.chunks.empty();
    return chunk ? Stamp(record.chunks.back().at) : record.finished;
}

/// Its connection was not there when it was due.
bool opensConnection(const RequestRecord& record) {
    return record.connected && record.scheduled && *record.connected > *record.scheduled;
}

FigureBound rateBound(const DefinedNumber& duration) {
    return flipped(duration.bound);
}

/// The latencies of successful requests, as one tool has them.
class LatencyPass {
  public:
    LatencyPass(const ToolDefinition& tool, const RecordFacts& facts)
        : tool_(tool), facts_(facts) {}

    void add(const RequestRecord& record) {
        ++successful_;
        dueKnown_ = dueKnown_ || record.scheduled;
        endKnown_ = endKnown_ || record.finished;
        outputKnown_ = outputKnown_ || record.firstOutputToken;
        connecting_ = connecting_ || opensConnection(record);
        addTtft(record);
        addE2el(record);
        addItl(record);
        addTpot(record);
    }

    void fill(ToolFigures& out) {
        const BenchTool origin = facts_.origin;
        out.ttft = latency(ttft_, combined(ttftBound(tool_, origin), startBound()));
        out.e2el = latency(e2el_, combined(lastBound(tool_.last, origin), startBound()));
        out.tpot =
            tool_.tpot == TpotKind::None
                ? DefinedLatency{{}, {}, kHasNone}
                : latency(tpot_, tool_.tpot == TpotKind::IncludingFirst
                                     ? combined(lastBound(tool_.decodeEnd, origin), startBound())
                                     : decodeBound(tool_, origin));
        out.itl = itl();
        out.requests = {static_cast<double>(successful_)};
    }

  private:
    /// Our clock starts when the connection is there; when connecting began is not recorded.
    FigureBound startBound() const {
        return tool_.clockBeforeConnect && connecting_ ? FigureBound::AtLeast : FigureBound::Exact;
    }
    void addTtft(const RequestRecord& record) {
        const auto ttft = gapMs(startOf(tool_, record), firstOf(tool_, record));
        if (ttft || tool_.missingIsZero) {
            ttft_.add(ttft.value_or(0));
        }
    }
    void addE2el(const RequestRecord& record) {
        if (const auto e2el = gapMs(startOf(tool_, record), lastOf(tool_.last, record))) {
            e2el_.add(*e2el);
        }
    }
    /// Between the first and the last token, for each after the first.
    std::optional<double> decodeMs(const RequestRecord& record) const {
        const auto decode = gapMs(firstOf(tool_, record), lastOf(tool_.decodeEnd, record));
        const auto tokens = record.outputTokens.value_or(0);
        return decode && tokens >= 2 ? std::optional(*decode / (tokens - 1)) : std::nullopt;
    }
    double weightOf(int tokens) const { return tool_.weighted ? tokens : 1; }

    void addItl(const RequestRecord& record) {
        switch (tool_.itl) {
            case ItlKind::None:
                break;
            case ItlKind::PerToken:
                appendItl(record, gaps_);
                break;
            case ItlKind::PerChunk:
                appendIcl(record, gaps_);
                break;
            case ItlKind::RequestMean:
                addMeanItl(record);
                break;
        }
    }
    void addMeanItl(const RequestRecord& record) {
        const auto mean = decodeMs(record);
        const int tokens = record.outputTokens.value_or(0);
        if (mean || (tool_.missingIsZero && tokens >= 2)) {
            meanItl_.add(mean.value_or(0), weightOf(tokens - 1));
        }
    }
    void addTpot(const RequestRecord& record) {
        const int tokens = record.outputTokens.value_or(0);
        if (tool_.tpot == TpotKind::AfterFirst) {
            if (const auto each = decodeMs(record)) {
                tpot_.add(*each);
            }
        } else if (tool_.tpot == TpotKind::IncludingFirst && tokens > 0) {
            const auto all = gapMs(startOf(tool_, record), lastOf(tool_.decodeEnd, record));
            if (all) {
                tpot_.add(*all / tokens, weightOf(tokens));
            }
        }
    }

    DefinedLatency itl() {
        if (tool_.itl == ItlKind::None) {
            return {{}, {}, kHasNone};
        }
        if (tool_.itl == ItlKind::RequestMean) {
            return latency(meanItl_, gapBound(tool_, facts_));
        }
        if (tool_.itl == ItlKind::PerChunk && facts_.gapsPerToken && tool_.tool != facts_.origin) {
            return {{}, {}, "records tell gaps of tokens, not of chunks"};
        }
        return told(latencyFigures(gaps_.distribution()), gapBound(tool_, facts_));
    }

    DefinedLatency latency(DefinedSamples& samples, FigureBound bound) const {
        return told(samples.figures(tool_.percentile), bound);
    }
    DefinedLatency told(const LatencyFigures& figures, FigureBound bound) const {
        return {figures, bound, figures.count > 0 ? "" : whyNone()};
    }
    std::string whyNone() const {
        if (successful_ == 0) {
            return "no request succeeded";
        }
        if (tool_.clock == ClockStart::Due && !dueKnown_) {
            return "records do not tell when requests were due";
        }
        if (tool_.first == FirstEvent::OutputContent && !outputKnown_) {
            return "records do not tell output from reasoning";
        }
        const bool needsEnd =
            tool_.last == LastEvent::Response || tool_.decodeEnd == LastEvent::Response;
        return needsEnd && !endKnown_ ? "records do not tell when responses ended"
                                      : "no answer has what it is made of";
    }

    const ToolDefinition& tool_;
    const RecordFacts& facts_;
    std::uint64_t successful_ = 0;
    bool dueKnown_ = false, endKnown_ = false, outputKnown_ = false, connecting_ = false;
    DefinedSamples ttft_, e2el_, tpot_, meanItl_;
    GapSamples gaps_;
};

/// Counts and tokens, for throughput.
struct Volume {
    std::uint64_t successful = 0, failed = 0;
    CompleteSum input, output;

    void add(const RequestRecord& record) {
        failed += record.outcome == Outcome::Failed;
        if (record.outcome == Outcome::Ok) {
            ++successful;
            input.add(record.promptTokens);
            output.add(record.outputTokens);
        }
    }
};

DefinedNumber rateOf(std::optional<double> count, const DefinedNumber& duration,
                     const char* unknown) {
    if (!duration.value || *duration.value <= 0) {
        return {std::nullopt, {}, duration.value ? "the duration is 0" : duration.missing};
    }
    if (!count) {
        return {std::nullopt, {}, unknown};
    }
    return {*count / *duration.value, rateBound(duration)};
}

std::optional<double> asNumber(std::optional<std::uint64_t> sum) {
    return sum ? std::optional(static_cast<double>(*sum)) : std::nullopt;
}

double requestsOf(const ToolDefinition& tool, const Volume& volume) {
    const auto counted = static_cast<double>(volume.successful) +
                         (tool.countsFailed ? static_cast<double>(volume.failed) : 0);
    return tool.lessOne ? std::max(counted - 1, 0.0) : counted;
}

void fillRates(ToolFigures& out, const ToolDefinition& tool, const Volume& volume) {
    constexpr const char* kNoTokens = "records do not tell the tokens of requests";
    const auto input = asNumber(volume.input.total());
    const auto output = asNumber(volume.output.total());
    const DefinedNumber& duration = out.durationSeconds;
    out.requestRps = rateOf(requestsOf(tool, volume), duration, "");
    out.outputTps = rateOf(output, duration, kNoTokens);
    const auto total = input && output ? std::optional(*input + *output) : std::nullopt;
    out.totalTps = tool.hasTotalThroughput ? rateOf(total, duration, kNoTokens)
                                           : DefinedNumber{std::nullopt, {}, kHasNone};
}

}  // namespace

Result<ToolFigures> figuresBy(const ToolDefinition& tool, const RecordSource& records,
                              const RecordFacts& facts) {
    LatencyPass latencies(tool, facts);
    DefinedWindow window(tool, facts);
    Volume volume;
    const auto read = records.forEach([&](const RequestRecord& record) {
        if (record.phase != Phase::Measured) {
            window.addOther(record);
            return;
        }
        window.add(record);
        volume.add(record);
        if (record.outcome == Outcome::Ok) {
            latencies.add(record);
        }
    });
    return read.map([&] {
        ToolFigures out;
        out.tool = tool.tool;
        latencies.fill(out);
        out.durationSeconds = window.duration();
        out.peakInFlight = window.peak();
        fillRates(out, tool, volume);
        return out;
    });
}

}  // namespace sagebench
