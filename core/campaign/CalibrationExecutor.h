// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

#include "campaign/CalibrationOutcome.h"
#include "campaign/CalibrationRun.h"
#include "engine/RunSnapshot.h"

namespace sagebench {

/// Told while a calibration goes on, from the calling and from the run's own threads, one call at a
/// time. Free of Qt.
class CalibrationObserver {
  public:
    virtual ~CalibrationObserver() = default;
    virtual void stepBegan(const CalibrationStep& step, const CampaignProgress& progress) = 0;
    /// At most 30 a second.
    virtual void snapshot(std::shared_ptr<const RunSnapshot> snapshot) = 0;
    virtual void stepDone(const CalibrationStepResult& result) = 0;
};

/// A calibration from its first step to its last, on the calling thread, which the reference
/// server's process belongs to. What went wrong or was stopped is in the outcome. `program`: this
/// executable. `machine`: this one.
CalibrationOutcome runCalibration(CalibrationSpec spec, const std::filesystem::path& program,
                                  Environment machine, CalibrationObserver& observer,
                                  std::stop_token stop);

}  // namespace sagebench
