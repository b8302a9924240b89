// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/PointResult.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sagebench {
namespace {

constexpr double kLeastSentShare = 0.95;

constexpr std::array<std::pair<std::string_view, PointEnd>, 4> kEnds{{
    {"measured", PointEnd::Measured},
    {"stopped_early", PointEnd::StoppedEarly},
    {"interrupted", PointEnd::Interrupted},
    {"failed", PointEnd::Failed},
}};

/// Measured requests, each from when it was due until it ended.
std::vector<TimeSpan> staysOf(const WorkloadResult& result) {
    std::vector<TimeSpan> stays;
    stays.reserve(result.records.size());
    for (const RequestRecord& record : result.records) {
        if (record.phase != Phase::Warmup && record.scheduled && record.finished) {
            stays.push_back({*record.scheduled, *record.finished});
        }
    }
    return stays;
}

/// Events a second from the first stamp to the last.
std::optional<double> rateOf(const WorkloadResult& result, Stamp RequestRecord::*stamp) {
    Nanos first = kNever, last = Nanos::min();
    std::size_t count = 0;
    for (const RequestRecord& record : result.records) {
        if (record.phase != Phase::Warmup && record.*stamp) {
            first = std::min(first, *(record.*stamp));
            last = std::max(last, *(record.*stamp));
            ++count;
        }
    }
    return count > 1 && last > first
               ? std::optional(static_cast<double>(count - 1) / toSeconds(last - first))
               : std::nullopt;
}

void addOpenLoop(const WorkloadResult& result, WorkloadFigures& out) {
    out.dueRps = rateOf(result, &RequestRecord::scheduled);
    out.sentRps = rateOf(result, &RequestRecord::sent);
    if (const auto growth = queueGrowth(staysOf(result))) {
        out.growthRps = growth->trend.slope;
        out.growthLow = growth->trend.low;
        out.growthHigh = growth->trend.high;
        out.saturated = growth->saturated();
    }
}

std::vector<std::string> complaintsOf(const WorkloadFigures& f) {
    std::vector<std::string> reasons;
    if (f.requests == f.failed) {
        reasons.push_back(fmt::format("{}: no request succeeded", f.name));
    } else if (f.sloMet == false) {
        reasons.push_back(fmt::format("{}: the SLO was missed", f.name));
    }
    if (f.saturated == true) {
        reasons.push_back(
            fmt::format("{}: its queue grew without bound, by {:.3g} requests a second (95 % "
                        "interval {:.3g} to {:.3g}) of {:.4g} that came",
                        f.name, *f.growthRps, *f.growthLow, *f.growthHigh, f.dueRps.value_or(0)));
    }
    if (f.dueRps && f.sentRps && *f.sentRps < kLeastSentShare * *f.dueRps) {
        reasons.push_back(fmt::format("{}: requests were sent at {:.4g} a second, {:.4g} were due",
                                      f.name, *f.sentRps, *f.dueRps));
    }
    return reasons;
}

WorkloadFigures judge(const WorkloadResult& result) {
    WorkloadFigures figures = figuresOf(result.metrics);
    if (result.spec.arrival.isOpen()) {
        addOpenLoop(result, figures);
    }
    return figures;
}

}  // namespace

std::string_view toString(PointEnd end) {
    return std::ranges::find(kEnds, end, [](const auto& e) { return e.second; })->first;
}

std::optional<PointEnd> pointEndFrom(std::string_view name) {
    const auto* found = std::ranges::find(kEnds, name, [](const auto& e) { return e.first; });
    return found == kEnds.end() ? std::nullopt : std::optional(found->second);
}

PointResult judgePoint(const CampaignPoint& point, const RunResult& run, PointEnd end) {
    PointResult out{.number = point.number,
                    .load = point.load,
                    .label = point.label,
                    .folder = point.folder,
                    .seed = point.plan.seed.value_or(run.run.seed),
                    .runId = run.run.id,
                    .end = end};
    if (end == PointEnd::StoppedEarly) {
        out.reasons.push_back("it was stopped early, since its queue grew without bound");
    }
    for (const auto& workload : run.workloads) {
        out.workloads.push_back(judge(*workload));
        std::ranges::move(complaintsOf(out.workloads.back()), std::back_inserter(out.reasons));
        out.seconds = out.seconds.value_or(0) + workload->metrics.durationSeconds.value_or(0);
    }
    const bool judged = end == PointEnd::Measured || end == PointEnd::StoppedEarly;
    if (judged && !point.plan.slo.limits.empty()) {
        out.met = out.reasons.empty();
    }
    return out;
}

}  // namespace sagebench
