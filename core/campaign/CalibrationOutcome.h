// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/Result.h"
#include "campaign/CalibrationPlan.h"

namespace sagebench {

/// What came of one workload against the reference server.
struct CalibrationStepResult {
    std::string label;           ///< "burst-1000"; of a plan's load the workload's name
    std::string folder;          ///< in the calibration's; empty: that itself, or not kept
    std::optional<int> streams;  ///< of a step of the search
    CalibrationPoint point;
    std::vector<std::string> reasons;  ///< of the verdict, where it is not "valid"
    bool within1Ms = false;
    std::optional<Nanos> serverLate;  ///< departures behind the server's own pace, p99
    bool serverBehind = false;        ///< by more than a token: it could not do more

    bool operator==(const CalibrationStepResult&) const = default;
};

/// All of a calibration, so far.
struct CalibrationOutcome {
    CalibrationSpec spec;
    CalibrationEntry entry;  ///< as it is kept; points of `steps` that are for later
    std::vector<CalibrationStepResult> steps;  ///< in order of running
    std::string searchNote;  ///< why the search ended where it did, where that needs saying
    bool interrupted = false;
    std::optional<Error> failure;

    bool isWhole() const { return !interrupted && !failure && !steps.empty(); }
    bool isToKeep() const { return isWhole() && !entry.points.empty(); }
};

/// The most events a second of the search's steps that were within 1 ms, each level judged by its
/// last run. Absent: none was. `atLeast`: it was not the client that set the end. Pure.
std::optional<MeasurableRate> measurableRate(const std::vector<CalibrationStepResult>& steps,
                                             bool atLeast);

/// What is kept of the steps: of each load the last run, where it isForLater(). Pure.
std::vector<CalibrationPoint> pointsOf(const std::vector<CalibrationStepResult>& steps);

/// All of them, whatever they are.
std::vector<CalibrationPoint> pointsIn(const std::vector<CalibrationStepResult>& steps);

/// Lines "load is not kept for later reports: …" of those that pointsOf() leaves out. Pure.
std::vector<std::string> notKept(const std::vector<CalibrationStepResult>& steps);

}  // namespace sagebench
