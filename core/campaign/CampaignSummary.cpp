// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignSummary.h"

#include <algorithm>
#include <utility>

#include "campaign/Knee.h"
#include "plan/PlanFile.h"

namespace sagebench {
namespace {

struct Candidate {
    double load;
    int number;
    LoadPoint point;
};

std::map<std::string, std::vector<Candidate>> candidates(const CampaignSummary& summary) {
    std::map<std::string, std::vector<Candidate>> out;
    for (const PointResult& point : summary.points) {
        for (const WorkloadFigures& f : point.workloads) {
            if (point.end == PointEnd::Measured && f.userTps && f.outputTps) {
                out[f.name].push_back({point.load, point.number, {*f.userTps, *f.outputTps}});
            }
        }
    }
    return out;
}

std::optional<int> kneeAmong(std::vector<Candidate> some) {
    std::ranges::stable_sort(some, {}, &Candidate::load);
    std::vector<LoadPoint> points;
    for (const Candidate& candidate : some) {
        points.push_back(candidate.point);
    }
    const auto knee = kneeOf(points);
    return knee ? std::optional(some[*knee].number) : std::nullopt;
}

}  // namespace

RunInfo campaignRun(const RunInfo& first, const RunPlan& plan, const std::string& command) {
    RunInfo run = first;
    run.id = "campaign-" + first.id;
    run.plan = plan;
    run.planHash = planHash(plan);
    run.seed = plan.seed.value_or(0);
    run.command = command;
    return run;
}

std::map<std::string, int> kneesOf(const CampaignSummary& summary) {
    std::map<std::string, int> knees;
    const auto axis = summary.axis();
    if (summary.isSearch() || (axis != LoadAxis::Rate && axis != LoadAxis::Concurrency)) {
        return knees;
    }
    for (auto& [workload, points] : candidates(summary)) {
        if (const auto knee = kneeAmong(std::move(points))) {
            knees[workload] = *knee;
        }
    }
    return knees;
}

}  // namespace sagebench
