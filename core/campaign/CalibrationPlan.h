// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/Result.h"
#include "plan/RunPlan.h"
#include "record/Calibration.h"
#include "reference/ReferenceServer.h"

namespace sagebench {

/// What a calibration sends, and to a server of what pace.
struct CalibrationSpec {
    ReferencePace pace;
    /// Of a plan; empty: the standard burst.
    std::vector<WorkloadSpec> workloads;
    bool search = false;           ///< then looks for the highest event rate
    std::filesystem::path folder;  ///< of the raw runs; empty: they are not kept
    std::uint64_t seed = 1;
    Nanos timeout = std::chrono::seconds(600);
    Shard shard{};
    std::string endpoint = "chat";  ///< or "completions"
};

/// `streams` requests of `tokens` tokens at once, the same short prompt in each.
WorkloadSpec burstOf(int streams, int tokens);
inline constexpr int kStandardStreams = 1000;
inline constexpr int kStandardTokens = 64;
/// A step of the search takes a little more than a second at the standard pace.
inline constexpr int kSearchTokens = 128;

/// What `plan` puts on the client: its workloads, with the highest value where it has a sweep.
/// Errors (Usage): a search, whose highest load nobody knows.
Result<std::vector<WorkloadSpec>> workloadsToCalibrate(const RunPlan& plan);

/// Calibration of a plan's load at the standard pace; without folder or search. Errors (Usage): the
/// plan has a search.
Result<CalibrationSpec> calibrationSpecOf(const RunPlan& plan);

/// A run against the reference server at `baseUrl`, with results in `folder`.
RunPlan calibrationPlan(const CalibrationSpec& spec, std::vector<WorkloadSpec> workloads,
                        const std::string& baseUrl, const std::filesystem::path& folder);

/// Equal for equal loads, searches and paces.
std::string loadShape(const CalibrationSpec& spec);

/// "1000 requests of 16 prompt and 64 output tokens, all at once"
std::string loadInWords(const std::vector<WorkloadSpec>& workloads);

/// p99 of |error| of TTFT and of token gaps is at most 1 ms, no request is missing, and the run is
/// not client_limited.
bool isWithin1Ms(const CalibrationPoint& point);

}  // namespace sagebench
