// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sagebench {

/// An axis of a drawn chart: values from `from` to `to` lie between two places.
struct ChartScale {
    double from = 0, to = 1;      ///< values
    double start = 0, end = 1;    ///< places
    std::vector<double> ticks{};  ///< round values, both ends among them
    std::vector<std::string> tickTexts{};

    double place(double value) const {
        return start + (value - from) / (to - from) * (end - start);
    }
};

/// Ends at round values around `least` to `most`; from zero unless all values lie in the upper
/// half.
ChartScale chartScale(double least, double most, double start, double end);

}  // namespace sagebench
