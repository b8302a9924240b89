// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// What other tools mean by the same words. Each fact stands with its source file in
/// docs/METRICS.md, "Where tools disagree".
namespace sagebench {

enum class BenchTool : std::uint8_t {
    SageBench,
    Vllm,
    Sglang,
    GuideLlm,
    AiPerf,
    GenAiPerf,
    MlPerf
};

/// When the clock of TTFT and E2EL starts: just before the request is sent, or when it was due.
enum class ClockStart : std::uint8_t { Sent, Due };
/// What ends TTFT.
enum class FirstEvent : std::uint8_t {
    Content,        ///< the first text, reasoning text or tool call that is not empty
    OutputContent,  ///< the same, reasoning left out
    AnyChoice,      ///< the first chunk with a choice: also one that has only a role, or nothing
};
/// What ends E2EL, and the time that TPOT and a mean ITL divide.
enum class LastEvent : std::uint8_t {
    Content,
    AnyChoice,  ///< also a chunk that only tells the reason of the end
    Response,   ///< the end of the response
};
enum class ItlKind : std::uint8_t {
    None,
    PerToken,     ///< gaps divided by their tokens, pooled
    PerChunk,     ///< gaps between chunks, pooled
    RequestMean,  ///< (last - first) / (output tokens - 1), one a request
};
enum class TpotKind : std::uint8_t {
    None,
    AfterFirst,      ///< (last - first) / (output tokens - 1)
    IncludingFirst,  ///< (last - start) / output tokens
};
enum class PercentileKind : std::uint8_t {
    Linear,      ///< between closest ranks (Hyndman & Fan type 7, numpy's default)
    InverseCdf,  ///< the lowest sample that has the share below or at it
    Index,       ///< element floor(count x share), counted from 0
};
/// What throughput is divided by.
enum class DurationKind : std::uint8_t {
    SentToFinished,       ///< first send to last end, failed requests too
    DueToFinished,        ///< from when the first was due
    SentToLastContent,    ///< successful requests, to the last content
    DueToEndOfLastQuery,  ///< from when the first was due to the end of the one sent last
};
enum class PeakKind : std::uint8_t {
    None,
    Sweep,    ///< sweep line over all requests, within the duration
    Seconds,  ///< successful requests that touch a second, in the fullest one
};

struct ToolDefinition {
    BenchTool tool;
    std::string_view id;     ///< as on the command line and in JSON
    std::string_view label;  ///< as in tables
    ClockStart clock = ClockStart::Sent;
    bool clockBeforeConnect = false;  ///< of Sent: before a connection is looked for, or opened
    FirstEvent first = FirstEvent::Content;
    LastEvent last = LastEvent::Content;  ///< of E2EL
    ItlKind itl = ItlKind::PerToken;
    TpotKind tpot = TpotKind::AfterFirst;
    LastEvent decodeEnd = LastEvent::Content;  ///< of TPOT and of an ITL that is a mean
    bool weighted = false;  ///< a request counts as often in ITL and TPOT as it has tokens there
    bool missingIsZero = false;  ///< a successful answer without TTFT (ITL) counts as 0
    PercentileKind percentile = PercentileKind::Linear;
    DurationKind duration = DurationKind::SentToFinished;
    bool durationIsLeast = false;    ///< its own clock runs longer by what no record tells
    bool countsFailed = false;       ///< failed requests are in the request throughput
    bool lessOne = false;            ///< the request throughput counts one request less
    bool hasTotalThroughput = true;  ///< input and output tokens together
    PeakKind peak = PeakKind::None;
};

/// Ours first.
std::span<const ToolDefinition> toolDefinitions();
const ToolDefinition& definitionOf(BenchTool tool);
std::optional<BenchTool> benchToolFrom(std::string_view id);

}  // namespace sagebench
