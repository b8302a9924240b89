// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/Calibration.h"

namespace sagebench {

std::string whyNotForLater(const CalibrationPoint& point) {
    const std::uint64_t all = point.matched + point.unmatched;
    if (point.matched < kFewestForLater) {
        return "only " + std::to_string(point.matched) + " requests were compared, " +
               std::to_string(kFewestForLater) + " are needed";
    }
    if (static_cast<double>(point.unmatched) > kMostUnmatched * static_cast<double>(all)) {
        return std::to_string(point.unmatched) + " of " + std::to_string(all) +
               " requests could not be compared";
    }
    return point.verdict == "machine_busy" ? "the machine was busy with other work" : "";
}

bool isForLater(const CalibrationPoint& point) {
    return whyNotForLater(point).empty();
}

}  // namespace sagebench
