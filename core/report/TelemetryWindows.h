// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "record/EngineFigures.h"

namespace sagebench {

/// Times of the telemetry that belongs to one workload, both ends included.
struct TelemetryWindow {
    Nanos from{};
    Nanos to{};

    bool operator==(const TelemetryWindow&) const = default;
};

/// The windows of workloads that ran one after another, by the times at which their first requests
/// were due (ascending). The closing "client" samples end a window; what follows belongs to the next
/// workload, whose memory is sampled from a moment before its first request.
std::vector<TelemetryWindow> telemetryWindows(std::span<const Nanos> firstScheduled,
                                              std::span<const TelemetrySample> samples);

}  // namespace sagebench
