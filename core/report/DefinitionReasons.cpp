// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/DefinitionReasons.h"

namespace sagebench {
namespace {

using Reasons = std::vector<std::string>;

void addIf(Reasons& out, bool differs, const char* reason) {
    if (differs) {
        out.emplace_back(reason);
    }
}

void addClock(Reasons& out, const ToolDefinition& tool) {
    addIf(out, tool.clock == ClockStart::Due, "from when it was due");
    addIf(out, tool.clockBeforeConnect, "from before it connects");
}

void addLast(Reasons& out, LastEvent last) {
    addIf(out, last == LastEvent::AnyChoice, "to the last choice, even an empty one");
    addIf(out, last == LastEvent::Response, "to the end of the response");
}

void addPercentiles(Reasons& out, const ToolDefinition& tool) {
    addIf(out, tool.percentile == PercentileKind::InverseCdf, "percentiles: inverse CDF");
    addIf(out, tool.percentile == PercentileKind::Index, "percentiles: element floor(n*p)");
}

Reasons ofTtft(const ToolDefinition& tool) {
    Reasons out;
    addClock(out, tool);
    addIf(out, tool.first == FirstEvent::AnyChoice, "to the first choice, even an empty one");
    addIf(out, tool.first == FirstEvent::OutputContent, "to the first output, not reasoning");
    addIf(out, tool.missingIsZero, "an answer without one counts as 0");
    addPercentiles(out, tool);
    return out;
}

/// Of the time between the first and the last token.
void addDecode(Reasons& out, const ToolDefinition& tool) {
    addIf(out, tool.first == FirstEvent::AnyChoice, "from the first choice, even an empty one");
    addIf(out, tool.first == FirstEvent::OutputContent, "from the first output, not reasoning");
    addLast(out, tool.decodeEnd);
}

Reasons ofItl(const ToolDefinition& tool) {
    Reasons out;
    addIf(out, tool.itl == ItlKind::PerChunk, "gaps between chunks, not tokens");
    addIf(out, tool.itl == ItlKind::RequestMean, "one mean a request, over tokens - 1");
    if (tool.itl == ItlKind::RequestMean) {
        addDecode(out, tool);
        addIf(out, tool.weighted, "weighted by tokens - 1");
        addIf(out, tool.missingIsZero, "an answer without one counts as 0");
        addPercentiles(out, tool);
    }
    return out;
}

Reasons ofTpot(const ToolDefinition& tool) {
    Reasons out;
    if (tool.tpot == TpotKind::AfterFirst) {
        addDecode(out, tool);
    }
    addIf(out, tool.tpot == TpotKind::IncludingFirst, "from the start, over all tokens");
    if (tool.tpot != TpotKind::None) {
        addIf(out, tool.weighted, "weighted by tokens");
        addPercentiles(out, tool);
    }
    return out;
}

Reasons ofE2el(const ToolDefinition& tool) {
    Reasons out;
    addClock(out, tool);
    addLast(out, tool.last);
    addPercentiles(out, tool);
    return out;
}

Reasons ofDuration(const ToolDefinition& tool) {
    Reasons out;
    const DurationKind kind = tool.duration;
    addIf(out, kind == DurationKind::DueToFinished, "from the first due");
    addIf(out, kind == DurationKind::SentToLastContent, "to the last content, successful only");
    addIf(out, kind == DurationKind::DueToEndOfLastQuery, "first due to the end of the last sent");
    addIf(out, tool.durationIsLeast, "its client's own time");
    return out;
}

Reasons ofRate(const ToolDefinition& tool) {
    Reasons out;
    addIf(out, tool.duration != DurationKind::SentToFinished, kOtherDuration);
    return out;
}

Reasons ofRequestRate(const ToolDefinition& tool) {
    Reasons out = ofRate(tool);
    addIf(out, tool.countsFailed, "failed requests count");
    addIf(out, tool.lessOne, "one request less");
    return out;
}

Reasons ofPeak(const ToolDefinition& tool) {
    Reasons out;
    addIf(out, tool.peak == PeakKind::Seconds, "all that touch the fullest second");
    return out;
}

}  // namespace

Reasons definitionReasons(DefinedMetric metric, const ToolDefinition& tool) {
    switch (metric) {
        case DefinedMetric::Ttft:
            return ofTtft(tool);
        case DefinedMetric::Itl:
            return ofItl(tool);
        case DefinedMetric::Tpot:
            return ofTpot(tool);
        case DefinedMetric::E2el:
            return ofE2el(tool);
        case DefinedMetric::Requests:
            break;
        case DefinedMetric::Duration:
            return ofDuration(tool);
        case DefinedMetric::RequestRate:
            return ofRequestRate(tool);
        case DefinedMetric::OutputRate:
        case DefinedMetric::TotalRate:
            return tool.hasTotalThroughput || metric == DefinedMetric::OutputRate ? ofRate(tool)
                                                                                  : Reasons();
        case DefinedMetric::Peak:
            return ofPeak(tool);
    }
    return {};
}

}  // namespace sagebench
