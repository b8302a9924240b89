// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/Result.h"
#include "record/RecordSource.h"

namespace sagebench {

/// One request's places in the lists of a vLLM result, as JSON text; times in seconds.
struct VllmRow {
    std::uint64_t index = 0;
    std::string inputLen, outputLen, ttft, itl, startTime, generatedText, error;
};

/// Measured requests, successful and failed, by index. As vLLM has it, a failed one keeps what it
/// got (ttft 0.0 without a token), its output length is 0, and `error` is empty for a successful
/// one. The TTFT of an answer that was not streamed is null.
Result<std::vector<VllmRow>> vllmRows(const RecordSource& records);

/// Most output tokens of successful requests within one second, in whole seconds from the first
/// send. Absent: nothing was streamed.
Result<std::optional<double>> peakTokensPerSecond(const RecordSource& records);

/// As vLLM counts: successful requests that touch a second, in the fullest second. Absent: none.
Result<std::optional<std::uint64_t>> peakRequestsInSecond(const RecordSource& records);

/// "20260131-120000", UTC.
std::string vllmDate(std::int64_t unixNanos);

}  // namespace sagebench
