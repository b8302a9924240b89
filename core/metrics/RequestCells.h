// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/Time.h"

namespace sagebench {

/// Resampling looks at no more than so many cells: beyond it, requests that were sent one after
/// another share one.
inline constexpr std::size_t kMostCells = 512;

/// Requests in order of being sent, in cells of as equal a number as can be.
struct RequestCells {
    static constexpr std::uint32_t kNone = 0xffffffff;

    std::size_t requests = 0;
    std::size_t cells = 0;              ///< one for each request, or kMostCells
    std::vector<std::uint32_t> cellOf;  ///< by request, as read; kNone: it has no part

    /// `hasPart`: by place among those read.
    static RequestCells of(std::span<const Nanos> sent,
                           const std::function<bool(std::size_t)>& hasPart);
};

/// An amount that came about evenly in a span of time.
struct SpreadAmount {
    Nanos from{}, to{};
    double amount = 0;
};
/// What of the amounts came about in each of so many equal parts of the time.
std::vector<double> amountsInSlices(std::span<const SpreadAmount> amounts, Nanos from, Nanos to,
                                    std::size_t slices);

}  // namespace sagebench
