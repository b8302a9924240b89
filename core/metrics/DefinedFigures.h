// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/Result.h"
#include "metrics/DefinedSamples.h"
#include "metrics/ToolDefinition.h"
#include "record/RecordSource.h"

namespace sagebench {

/// What the records are, which decides what other definitions can be told from them.
struct RecordFacts {
    BenchTool origin = BenchTool::SageBench;  ///< who took the stamps, and so what a chunk is
    bool commonClock = true;    ///< false: stamps of each request are since its own send
    bool gapsPerToken = false;  ///< between tokens, not between chunks
    std::optional<double> durationSeconds = std::nullopt;  ///< as the origin tells it
};

/// How near a figure is to what the tool itself would have told, where records have no stamps of
/// all that it looks at.
enum class FigureBound : std::uint8_t { Exact, AtMost, AtLeast, About };

/// "exact", "at_most", "at_least", "about".
std::string_view toString(FigureBound bound);

struct DefinedLatency {
    LatencyFigures figures;
    FigureBound bound = FigureBound::Exact;
    std::string missing{};  ///< why there is none; empty where there is
};

struct DefinedNumber {
    std::optional<double> value;
    FigureBound bound = FigureBound::Exact;
    std::string missing{};
};

/// The figures of one workload as one tool defines them. Latencies in ms.
struct ToolFigures {
    BenchTool tool = BenchTool::SageBench;
    DefinedLatency ttft, itl, tpot, e2el;
    DefinedNumber requests, durationSeconds, requestRps, outputTps, totalTps, peakInFlight;
};

/// Pure. Errors: those of the source.
Result<ToolFigures> figuresBy(const ToolDefinition& tool, const RecordSource& records,
                              const RecordFacts& facts = {});

}  // namespace sagebench
