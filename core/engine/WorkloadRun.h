// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "engine/LoadGenerator.h"
#include "engine/ResultsRecorder.h"
#include "engine/RunObserver.h"
#include "engine/SnapshotBuilder.h"
#include "engine/TelemetryFile.h"
#include "record/WorkloadContext.h"
#include "workload/FittedPrompts.h"

namespace sagebench {

/// One workload of a run: prompts, warm-up, measured window, figures.
class WorkloadRun {
  public:
    /// What all workloads of a run share.
    struct Shared {
        Session& session;
        const RunInfo& run;
        TelemetryFile& telemetry;
        PromptFitter& fitter;
        RunObserver& observer;
    };
    /// `index` in the plan.
    WorkloadRun(Shared shared, int index);

    /// Errors: prompts can't be made, files can't be written, Cancelled before the measured window.
    Result<std::shared_ptr<const WorkloadResult>> run(std::stop_token stop);

  private:
    Result<void> makePrompts(std::stop_token stop);
    Result<void> warmUp(ResultsRecorder& recorder, std::stop_token stop);
    Result<void> measure(ResultsRecorder& recorder, std::stop_token stop);
    Result<std::shared_ptr<const WorkloadResult>> conclude(ResultsRecorder& recorder,
                                                           JournalWriter& journal);
    LoadOptions options(Phase phase) const;
    void announce(RunPhase phase);

    Shared shared_;
    const WorkloadSpec& spec_;
    SnapshotBuilder snapshots_;
    Schedule warmupSchedule_;
    Schedule schedule_;
    std::unique_ptr<FittedPrompts> warmupPrompts_;
    std::unique_ptr<FittedPrompts> prompts_;
    WorkloadContext context_;
    std::vector<TelemetrySample> samples_;
};

}  // namespace sagebench
