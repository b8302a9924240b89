// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/ToolDefinition.h"

#include <algorithm>
#include <iterator>

namespace sagebench {
namespace {

constexpr ToolDefinition kTools[] = {
    {.tool = BenchTool::SageBench,
     .id = "sagebench",
     .label = "SageBench",
     .peak = PeakKind::Sweep},
    {.tool = BenchTool::Vllm,
     .id = "vllm",
     .label = "vLLM",
     .clockBeforeConnect = true,
     .first = FirstEvent::AnyChoice,
     .last = LastEvent::AnyChoice,
     .itl = ItlKind::PerChunk,
     .decodeEnd = LastEvent::AnyChoice,
     .duration = DurationKind::DueToFinished,
     .durationIsLeast = true,
     .peak = PeakKind::Seconds},
    {.tool = BenchTool::Sglang,
     .id = "sglang",
     .label = "SGLang",
     .clockBeforeConnect = true,
     .last = LastEvent::Response,
     .itl = ItlKind::PerChunk,
     .decodeEnd = LastEvent::Response,
     .missingIsZero = true,
     .duration = DurationKind::DueToFinished,
     .durationIsLeast = true,
     .peak = PeakKind::Seconds},
    {.tool = BenchTool::GuideLlm,
     .id = "guidellm",
     .label = "GuideLLM",
     .clockBeforeConnect = true,
     .last = LastEvent::Response,
     .itl = ItlKind::RequestMean,
     .tpot = TpotKind::IncludingFirst,
     .weighted = true,
     .missingIsZero = true,
     .percentile = PercentileKind::InverseCdf},
    {.tool = BenchTool::AiPerf,
     .id = "aiperf",
     .label = "AIPerf",
     .clockBeforeConnect = true,
     .itl = ItlKind::RequestMean,
     .tpot = TpotKind::None,
     .duration = DurationKind::SentToLastContent},
    {.tool = BenchTool::GenAiPerf,
     .id = "genai-perf",
     .label = "GenAI-Perf",
     .first = FirstEvent::OutputContent,
     .itl = ItlKind::RequestMean,
     .tpot = TpotKind::None,
     .duration = DurationKind::SentToLastContent,
     .countsFailed = true,
     .hasTotalThroughput = false},
    {.tool = BenchTool::MlPerf,
     .id = "mlperf",
     .label = "MLPerf",
     .clock = ClockStart::Due,
     .last = LastEvent::Response,
     .itl = ItlKind::None,
     .decodeEnd = LastEvent::Response,
     .percentile = PercentileKind::Index,
     .duration = DurationKind::DueToEndOfLastQuery,
     .lessOne = true,
     .hasTotalThroughput = false},
};

}  // namespace

std::span<const ToolDefinition> toolDefinitions() {
    return kTools;
}

const ToolDefinition& definitionOf(BenchTool tool) {
    return *std::ranges::find(kTools, tool, &ToolDefinition::tool);
}

std::optional<BenchTool> benchToolFrom(std::string_view id) {
    const auto* const found = std::ranges::find(kTools, id, &ToolDefinition::id);
    return found == std::end(kTools) ? std::nullopt : std::optional(found->tool);
}

}  // namespace sagebench
