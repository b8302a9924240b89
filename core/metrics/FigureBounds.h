// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/DefinedFigures.h"

namespace sagebench {

/// Of what is counted down from: a/b, b - a.
FigureBound flipped(FigureBound bound);
/// Of a sum or a product.
FigureBound combined(FigureBound a, FigureBound b);

// How near the records of an origin come to what the tool defines.
FigureBound ttftBound(const ToolDefinition& tool, BenchTool origin);
FigureBound lastBound(LastEvent last, BenchTool origin);
/// (last - first) / (tokens - 1)
FigureBound decodeBound(const ToolDefinition& tool, BenchTool origin);
FigureBound gapBound(const ToolDefinition& tool, const RecordFacts& facts);

}  // namespace sagebench
