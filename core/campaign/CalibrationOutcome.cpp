// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CalibrationOutcome.h"

#include <algorithm>
#include <iterator>

namespace sagebench {
namespace {

/// A level that missed is run once more.
std::vector<const CalibrationStepResult*> lastOfEachLoad(
    const std::vector<CalibrationStepResult>& steps) {
    std::vector<const CalibrationStepResult*> out;
    for (auto step = steps.begin(); step != steps.end(); ++step) {
        const bool again = std::any_of(std::next(step), steps.end(), [&](const auto& later) {
            return later.label == step->label;
        });
        if (!again) {
            out.push_back(&*step);
        }
    }
    return out;
}

}  // namespace

std::optional<MeasurableRate> measurableRate(const std::vector<CalibrationStepResult>& steps,
                                             bool atLeast) {
    std::optional<MeasurableRate> most;
    for (const CalibrationStepResult* step : lastOfEachLoad(steps)) {
        const CalibrationPoint& point = step->point;
        const bool counts = step->streams && step->within1Ms;
        if (counts && (!most || point.strain.eventsPerSecond > most->eventsPerSecond)) {
            most = {point.strain.eventsPerSecond, atLeast, point.measuredAt};
        }
    }
    return most;
}

std::vector<CalibrationPoint> pointsOf(const std::vector<CalibrationStepResult>& steps) {
    std::vector<CalibrationPoint> out;
    for (const CalibrationStepResult* step : lastOfEachLoad(steps)) {
        if (isForLater(step->point)) {
            out.push_back(step->point);
        }
    }
    return out;
}

std::vector<CalibrationPoint> pointsIn(const std::vector<CalibrationStepResult>& steps) {
    std::vector<CalibrationPoint> out;
    for (const CalibrationStepResult& step : steps) {
        out.push_back(step.point);
    }
    return out;
}

std::vector<std::string> notKept(const std::vector<CalibrationStepResult>& steps) {
    std::vector<std::string> out;
    for (const CalibrationStepResult* step : lastOfEachLoad(steps)) {
        if (const std::string why = whyNotForLater(step->point); !why.empty()) {
            out.push_back(step->label + " is not kept for later reports: " + why);
        }
    }
    return out;
}

}  // namespace sagebench
