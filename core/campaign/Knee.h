// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace sagebench {

/// Where one load lies in the chart of throughput against speed.
struct LoadPoint {
    double userTps = 0;    ///< tokens/s that one user sees
    double systemTps = 0;  ///< tokens/s of all
};

/// The knee of throughput against speed, as Kneedle (Satopaa et al. 2011) has it: both are scaled
/// to 0..1, and the knee is the point that lies highest above the straight line from the first
/// point to the last, in order of load: up to it throughput grows for little speed, beyond it speed
/// is lost for little throughput. Absent: fewer than three points, no spread, or none is more than
/// 0.05 above the line.
std::optional<std::size_t> kneeOf(std::span<const LoadPoint> byLoad);

}  // namespace sagebench
