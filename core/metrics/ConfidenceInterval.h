// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sagebench {

/// 95 %: of many runs of the same kind, the intervals of 95 in 100 hold the true figure. In the
/// figure's own unit.
struct ConfidenceInterval {
    double low = 0, high = 0;

    double width() const { return high - low; }
    bool operator==(const ConfidenceInterval&) const = default;
};

}  // namespace sagebench
