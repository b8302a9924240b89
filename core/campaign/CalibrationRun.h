// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/AllowedCores.h"
#include "campaign/CalibrationOutcome.h"
#include "campaign/Campaign.h"
#include "campaign/StreamSearch.h"
#include "engine/RunResult.h"
#include "reference/ReferenceProcess.h"

namespace sagebench {

/// One run of a calibration.
struct CalibrationStep {
    int number = 1;              ///< from 1
    std::string label;           ///< "burst-1000"
    std::string load;            ///< in words
    std::optional<int> streams;  ///< of a step of the search
    std::string folder;          ///< in the calibration's; empty: that itself
    RunPlan plan;                ///< to run, against a reference server that is waiting
};

/// A calibration under way: says which run comes next, with a reference server started for it, and
/// takes what came of it. Runs nothing else: whoever drives it (the command line, the window) runs
/// the plans one after another. One thread, which keeps off the server's core from next() to add()
/// or fail(). Raw runs are below the spec's folder, or nowhere when it is over.
class CalibrationRun {
  public:
    /// `program`: this executable, which is the reference server too. `machine`: this one.
    CalibrationRun(CalibrationSpec spec, std::filesystem::path program, Environment machine);
    ~CalibrationRun();
    CalibrationRun(const CalibrationRun&) = delete;
    CalibrationRun& operator=(const CalibrationRun&) = delete;

    /// Moves earlier results aside. Errors: Input, Io (the folder).
    Result<void> begin();
    /// The next run. Null: it is over, was stopped, or failed. Errors (Run): no server.
    Result<const CalibrationStep*> next();
    const CalibrationStep& step() const { return *step_; }
    /// `left` of a search is a guess.
    CampaignProgress progress() const;
    /// How long each step took.
    const std::vector<Nanos>& stepTimes() const { return stepTimes_; }

    /// What came of the step; writes its results where raw runs are kept. Errors: the server's log
    /// (Run, Input), or the disk (Io): nothing follows then.
    Result<void> add(const RunResult& result);
    /// Of the latest step, by workload.
    std::span<const CalibrationStepResult> lastResults() const;
    /// The step's run failed: the end, but of a search that has found something.
    void fail(const Error& error);
    /// By the user: nothing follows.
    void stop() { outcome_.interrupted = true; }
    bool wasStopped() const { return outcome_.interrupted; }

    /// When next() was null: writes calibration.json where raw runs are kept.
    Result<void> finish();
    const CalibrationOutcome& outcome() const { return outcome_; }

  private:
    /// What the next step sends; empty: none is left.
    std::optional<CalibrationStep> plannedStep() const;
    CalibrationStep searchStep(int streams) const;
    std::filesystem::path folderOf(const CalibrationStep& step) const;
    Result<void> startServer();
    void endServer();
    Result<std::vector<RequestTruth>> takeTruths();
    Result<void> keepRaw(const RunResult& result);
    std::vector<CalibrationStepResult> judged(const RunResult& result,
                                              std::span<const RequestTruth> truths) const;
    void take(std::vector<CalibrationStepResult> results);
    void addToSearch(const CalibrationStepResult& result);
    void takeSearchEnd();
    void breakOff(const Error& error);

    CalibrationOutcome outcome_;
    std::filesystem::path program_;
    std::filesystem::path scratch_;  ///< of truths, and of raw runs that are not kept
    std::optional<CalibrationStep> step_;
    std::optional<ReferenceProcess> server_;
    std::optional<SparedCore> serverCore_;  ///< while it runs, where there are two
    StreamSearch search_;
    std::chrono::steady_clock::time_point stepStart_;
    std::vector<Nanos> stepTimes_;
    std::size_t lastCount_ = 0;  ///< results of the latest step
};

}  // namespace sagebench
