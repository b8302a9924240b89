// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/FigureBounds.h"

namespace sagebench {
namespace {

using enum FigureBound;

FirstEvent recordedFirst(BenchTool origin) {
    return definitionOf(origin).first;
}

/// A chunk of a record: of vLLM's each with a choice, else each with content.
LastEvent recordedLast(BenchTool origin) {
    return origin == BenchTool::Vllm ? LastEvent::AnyChoice : LastEvent::Content;
}

}  // namespace

std::string_view toString(FigureBound bound) {
    switch (bound) {
        case Exact:
            return "exact";
        case AtMost:
            return "at_most";
        case AtLeast:
            return "at_least";
        case About:
            break;
    }
    return "about";
}

FigureBound flipped(FigureBound bound) {
    return bound == AtMost ? AtLeast : bound == AtLeast ? AtMost : bound;
}

FigureBound combined(FigureBound a, FigureBound b) {
    if (a == b || b == Exact) {
        return a;
    }
    return a == Exact ? b : About;
}

FigureBound ttftBound(const ToolDefinition& tool, BenchTool origin) {
    const FirstEvent recorded = recordedFirst(origin);
    if (tool.first == recorded || recorded == FirstEvent::Content) {
        return tool.first == FirstEvent::AnyChoice && recorded != tool.first ? AtMost : Exact;
    }
    return AtLeast;
}

FigureBound lastBound(LastEvent last, BenchTool origin) {
    const LastEvent recorded = recordedLast(origin);
    if (last == recorded || last == LastEvent::Response) {
        return Exact;
    }
    return recorded == LastEvent::Content ? AtLeast : AtMost;
}

FigureBound decodeBound(const ToolDefinition& tool, BenchTool origin) {
    return combined(lastBound(tool.decodeEnd, origin), flipped(ttftBound(tool, origin)));
}

FigureBound gapBound(const ToolDefinition& tool, const RecordFacts& facts) {
    switch (tool.itl) {
        case ItlKind::None:
            return Exact;
        case ItlKind::RequestMean:
            return decodeBound(tool, facts.origin);
        case ItlKind::PerToken:
        case ItlKind::PerChunk:
            break;
    }
    return tool.first == recordedFirst(facts.origin) ? Exact : About;
}

}  // namespace sagebench
