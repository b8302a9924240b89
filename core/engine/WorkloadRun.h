// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "engine/LoadGenerator.h"
#include "engine/ResultsRecorder.h"
#include "engine/RunObserver.h"
#include "engine/SnapshotBuilder.h"
#include "engine/TelemetryFile.h"
#include "engine/WindowTelemetry.h"
#include "record/WorkloadContext.h"
#include "workload/Prompts.h"

namespace sagebench {

/// One workload of a run: prompts, warm-up, measured window, figures.
class WorkloadRun {
  public:
    /// What all workloads of a run share.
    struct Shared {
        Session& session;
        const RunInfo& run;
        PromptFitter& fitter;
        RunObserver& observer;
    };
    /// `index` in the plan. `dataset`: the workload's, or null.
    WorkloadRun(Shared shared, int index, std::shared_ptr<const Dataset> dataset);

    /// A fresh engine, and prompts of the asked lengths. Writes nothing. Errors: prompts can't be
    /// made; Cancelled.
    Result<void> prepare(std::stop_token stop);
    /// After prepare(). Errors: the journal can't be begun; the load can't be made.
    Result<std::shared_ptr<const WorkloadResult>> run(TelemetryFile& telemetry,
                                                      std::stop_token stop);
    /// After run(): what kept the journal or telemetry from the disk. The figures are whole all the
    /// same.
    const std::optional<Error>& ioError() const { return ioError_; }

  private:
    Result<void> warmUp(ResultsRecorder& recorder, std::stop_token stop);
    Result<void> measure(ResultsRecorder& recorder, std::stop_token stop);
    Result<std::shared_ptr<const WorkloadResult>> conclude(ResultsRecorder& recorder,
                                                           JournalWriter& journal,
                                                           TelemetryFile& telemetry);
    std::optional<Error> finishFiles(const ResultsRecorder& recorder, JournalWriter& journal,
                                     TelemetryFile& telemetry);
    LoadOptions options(Phase phase) const;
    void describePrompts();
    void describeDatasetUse(const std::vector<RequestRecord>& records);
    void describeOutcome(const LoadOutcome& outcome);
    void announce(RunPhase phase);

    Shared shared_;
    const WorkloadSpec& spec_;
    SnapshotBuilder snapshots_;
    std::shared_ptr<const Dataset> dataset_;
    WorkloadSpec warmupSpec_;
    Schedule warmupSchedule_;
    Schedule schedule_;
    std::unique_ptr<PromptSource> warmupPrompts_;
    std::unique_ptr<PromptSource> prompts_;
    std::unique_ptr<WindowTelemetry> window_;
    WorkloadContext context_;
    std::vector<TelemetrySample> samples_;
    std::optional<Error> ioError_;
};

}  // namespace sagebench
