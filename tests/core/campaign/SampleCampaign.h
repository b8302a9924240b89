// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "campaign/CampaignSummary.h"

namespace sagebench::test {

inline PointResult samplePoint(int number, double load, double user, double system) {
    WorkloadFigures figures;
    figures.name = "chat<1>";
    figures.requests = 100;
    figures.failed = 0;
    figures.requestRps = load;
    figures.outputTps = system;
    figures.userTps = user;
    figures.ttftP50 = 20;
    figures.ttftP99 = 45.5;
    return {.number = number,
            .load = load,
            .label = "concurrency-" + std::to_string(static_cast<int>(load)),
            .folder = "runs/00" + std::to_string(number) + "-concurrency-" +
                      std::to_string(static_cast<int>(load)),
            .seed = 1000u + static_cast<unsigned>(number),
            .runId = "run-" + std::to_string(number),
            .workloads = {figures}};
}

inline CampaignSummary sampleSweep() {
    CampaignSummary summary;
    summary.run.id = "campaign-1";
    summary.run.seed = 7;
    summary.run.toolVersion = "1.0";
    summary.run.command = "sagellm-benchmark run";
    summary.run.engine.backend = "mock";
    summary.run.plan.workloads = {
        {.name = "chat", .promptTokens = 128, .outputTokens = 64, .numRequests = 100}};
    summary.run.plan.seed = 7;
    summary.run.plan.sweep = SweepSpec{LoadAxis::Concurrency, {1, 4, 8, 16, 32}};
    summary.points = {samplePoint(1, 1, 100, 100), samplePoint(2, 4, 98, 390),
                      samplePoint(3, 8, 90, 720), samplePoint(4, 16, 50, 800),
                      samplePoint(5, 32, 26, 820)};
    return summary;
}

inline CampaignSummary sampleSearch() {
    CampaignSummary summary = sampleSweep();
    summary.run.plan.sweep.reset();
    summary.run.plan.search = SearchSpec{.axis = LoadAxis::Rate, .from = 1};
    summary.run.plan.workloads[0].arrival.process = ArrivalProcess::Poisson;
    summary.run.plan.slo.limits = {{SloMetric::E2el, std::chrono::milliseconds(150), 99.0}};
    for (PointResult& point : summary.points) {
        point.met = point.load <= 8;
        point.workloads[0].saturated = false;
        if (point.met == false) {
            point.reasons = {"chat: the SLO was missed"};
        }
    }
    summary.result = SearchResult{.end = SearchStep::Kind::Found,
                                  .best = 8,
                                  .missed = 8.1,
                                  .metRuns = 3,
                                  .runs = 14,
                                  .ci95 = CapacityInterval{7.5, 8.25}};
    return summary;
}

}  // namespace sagebench::test
