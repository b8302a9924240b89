// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/Time.h"

namespace sagebench {

/// From `from` up to, but not including, `to`.
struct TimeSpan {
    Nanos from{};
    Nanos to{};
};

struct InFlight {
    double mean = 0;  ///< over the window
    std::uint64_t peak = 0;
};

/// Requests in flight over a window, by sweep line over the requests' spans; the parts outside of
/// the window do not count. A request that ends when another starts is not in flight with it.
/// Absent: the window is empty.
std::optional<InFlight> inFlightOver(std::vector<TimeSpan> spans, TimeSpan window);

}  // namespace sagebench
