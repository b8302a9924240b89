// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/TelemetryWindows.h"

#include <algorithm>

#include "telemetry/FigureSamples.h"

namespace sagebench {
namespace {

/// The last closing sample up to the time at which the next workload starts; without one, that
/// time.
Nanos endBefore(Nanos nextStart, std::span<const TelemetrySample> samples) {
    Stamp end;
    for (const TelemetrySample& sample : samples) {
        if (closesWindow(sample) && sample.at <= nextStart) {
            end = std::max(sample.at, end.valueOr(sample.at));
        }
    }
    return end.valueOr(nextStart);
}

}  // namespace

std::vector<TelemetryWindow> telemetryWindows(std::span<const Nanos> firstScheduled,
                                              std::span<const TelemetrySample> samples) {
    std::vector<TelemetryWindow> windows;
    Nanos from = Nanos::min();
    for (std::size_t i = 0; i < firstScheduled.size(); ++i) {
        const bool last = i + 1 == firstScheduled.size();
        const Nanos to = last ? kNever : endBefore(firstScheduled[i + 1], samples);
        windows.push_back({from, to});
        from = last ? to : to + Nanos(1);
    }
    return windows;
}

}  // namespace sagebench
