// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "campaign/CampaignPoint.h"
#include "campaign/WorkloadFigures.h"
#include "engine/RunResult.h"

namespace sagebench {

/// How a point's run ended.
enum class PointEnd {
    Measured,      ///< to its end
    StoppedEarly,  ///< its queue grew without bound, so the campaign stopped it: it missed
    Interrupted,   ///< by the user: no verdict
    Failed,        ///< it broke off: no verdict
};
/// "measured", "stopped_early", "interrupted", "failed".
std::string_view toString(PointEnd end);
std::optional<PointEnd> pointEndFrom(std::string_view name);

/// One point that was run. A value.
struct PointResult {
    int number = 1;
    double load = 0;  ///< of a repeat the number
    std::string label{};
    std::string folder{};
    std::uint64_t seed = 0;
    std::string runId{};
    PointEnd end = PointEnd::Measured;
    /// Absent: there is no SLO, or no verdict, or it would have met while the client was limited or
    /// its machine busy.
    std::optional<bool> met{};
    std::vector<std::string> reasons{};  ///< why it missed, or must be read with care
    std::optional<double> seconds{};     ///< of measuring
    std::vector<WorkloadFigures> workloads{};

    /// No workload's figures may be the client's own.
    bool isTrusted() const;
    /// It would have met, and is not counted: the run can't be trusted.
    bool isDiscounted() const;
    bool operator==(const PointResult&) const = default;
};

/// Why a workload of a point misses; none: it meets what it can be held to. It misses where
/// - no request succeeded, or a limit was missed,
/// - more requests failed than the target leaves room for: failed / (successful + failed) above
///   1 - target, whatever the latencies of the others,
/// - it is saturated (queueGrowth),
/// - of an open loop less than 95 % of the rate that was due was sent.
std::vector<std::string> missesOf(const WorkloadFigures& figures, const SloPlan& slo);

/// Judges a run: a point with an SLO is met where no workload misses, and the run can be trusted.
PointResult judgePoint(const CampaignPoint& point, const RunResult& run, PointEnd end);

}  // namespace sagebench
