// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "engine/RunExecutor.h"
#include "report/ResultWriter.h"

namespace sagebench::ui::test {

/// Lets everything pass; asks for a stop after a number of measured requests.
class MockObserver final : public RunObserver {
  public:
    void started(const RunInfo& info) override {
        const auto written = writeSummaryPart(info.plan.output.folder, info);
        ok = ok && written.has_value();
    }
    void snapshot(std::shared_ptr<const RunSnapshot> snapshot) override {
        if (stopAfter > 0 && snapshot->phase == RunPhase::Running &&
            snapshot->done() >= stopAfter) {
            stop.request_stop();
        }
    }
    void workloadFinished(std::shared_ptr<const WorkloadResult>) override {}

    bool ok = true;
    std::uint64_t stopAfter = 0;
    std::stop_source stop;
};

inline RunPlan mockPlan(const std::filesystem::path& folder) {
    RunPlan plan;
    plan.workloads = {{"small", "", 32, 4, 6, 2, 3, false}, {"burst", "", 64, 8, 20, {}, 0, false}};
    plan.seed = 7;
    plan.backend.options = {{"pace", "virtual"}};
    plan.output.folder = folder.string();
    plan.output.exports = {"markdown", "csv", "vllm"};
    return plan;
}

/// Runs the simulated engine in this process and writes its results as a headless run does.
inline Result<RunResult> runMock(const RunPlan& plan, std::uint64_t stopAfter = 0) {
    MockObserver observer;
    observer.stopAfter = stopAfter;
    auto result = RunExecutor(plan, Secret(), "sagellm-benchmark run", observer)
                      .run(observer.stop.get_token());
    if (result) {
        const auto written =
            writeResults(plan.output.folder, result->summary(), recordsIn(result->workloads));
        if (!written) {
            return tl::unexpected(written.error());
        }
    }
    return result;
}

}  // namespace sagebench::ui::test
