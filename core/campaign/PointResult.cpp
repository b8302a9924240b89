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

bool isLoad(const RequestRecord& record) {
    return record.phase != Phase::Warmup && record.scheduled;
}

/// The last that is known to have happened.
Nanos endOf(const WorkloadResult& result) {
    Nanos end = Nanos::min();
    for (const RequestRecord& record : result.records) {
        for (const Stamp stamp : {record.scheduled, record.sent, record.finished}) {
            end = std::max(end, stamp.valueOr(end));
        }
    }
    return end;
}

/// Each request from when it was due until it ended; what never ended waited until the run did.
std::vector<TimeSpan> staysOf(const WorkloadResult& result) {
    const Nanos end = endOf(result);
    std::vector<TimeSpan> stays;
    stays.reserve(result.records.size());
    for (const RequestRecord& record : result.records) {
        if (isLoad(record)) {
            stays.push_back({*record.scheduled, record.finished.valueOr(end)});
        }
    }
    return stays;
}

/// When a request left the client, or failed where it could not: a refused one is not owed.
Stamp leftAt(const RequestRecord& record) {
    return record.sent || record.outcome != Outcome::Failed ? record.sent : record.finished;
}

/// Events, and the time from the first to the last.
struct Events {
    Nanos first = kNever, last = Nanos::min();
    std::size_t count = 0;

    void add(Nanos at) {
        first = std::min(first, at);
        last = std::max(last, at);
        ++count;
    }
    std::optional<double> perSecond() const {
        return count > 1 && last > first
                   ? std::optional(static_cast<double>(count - 1) / toSeconds(last - first))
                   : std::nullopt;
    }
};

void addRates(const WorkloadResult& result, WorkloadFigures& out) {
    Events due, left;
    for (const RequestRecord& record : result.records) {
        if (isLoad(record)) {
            due.add(*record.scheduled);
            if (const Stamp at = leftAt(record)) {
                left.add(*at);
            }
        }
    }
    out.dueRps = due.perSecond();
    // Those that were never sent waited for it as long as others came due.
    left.last = left.count < due.count ? std::max(left.last, due.last) : left.last;
    out.sentRps = left.perSecond();
}

void addOpenLoop(const WorkloadResult& result, WorkloadFigures& out) {
    addRates(result, out);
    if (const auto growth = queueGrowth(staysOf(result))) {
        out.growthRps = growth->trend.slope;
        out.growthLow = growth->trend.low;
        out.growthHigh = growth->trend.high;
        out.saturated = growth->saturated();
    }
}

std::optional<double> failedShare(const WorkloadFigures& f) {
    return f.requests.value_or(0) > 0 && f.failed ? std::optional(*f.failed / *f.requests)
                                                  : std::nullopt;
}

/// A target is a decimal: 1 - 0.9 is a little less than a tenth.
bool failsTooOften(const WorkloadFigures& f, double target) {
    constexpr double kRounding = 1e-9;
    return failedShare(f).value_or(0) > 1 - target + kRounding;
}

WorkloadFigures judge(const WorkloadResult& result) {
    WorkloadFigures figures = figuresOf(result.metrics);
    if (result.spec.arrival.isOpen()) {
        addOpenLoop(result, figures);
    }
    return figures;
}

/// Must be read with care: an open loop that could not be tested passes for want of a test.
std::optional<std::string> untestedQueue(const WorkloadResult& result, const WorkloadFigures& f) {
    return result.spec.arrival.isOpen() && !f.saturated
               ? std::optional(fmt::format(
                     "{}: the run is too short to tell whether its queue grows (that takes 40 "
                     "requests, and four times as long as the first of them take)",
                     f.name))
               : std::nullopt;
}

/// With the first reason only: all of them are in the point's own results.
std::vector<std::string> distrust(const PointResult& point) {
    std::vector<std::string> out;
    for (const WorkloadFigures& f : point.workloads) {
        if (!f.isTrusted()) {
            out.push_back(fmt::format("{}: {}the run is not valid ({}): {}", f.name,
                                      point.isDiscounted() ? "not counted as met, since " : "",
                                      f.doubt(), f.validityReason.value_or("no reason is told")));
        }
    }
    return out;
}

}  // namespace

std::string_view toString(PointEnd end) {
    return std::ranges::find(kEnds, end, [](const auto& e) { return e.second; })->first;
}

std::optional<PointEnd> pointEndFrom(std::string_view name) {
    const auto* found = std::ranges::find(kEnds, name, [](const auto& e) { return e.first; });
    return found == kEnds.end() ? std::nullopt : std::optional(found->second);
}

bool PointResult::isTrusted() const {
    return std::ranges::all_of(workloads, &WorkloadFigures::isTrusted);
}

bool PointResult::isDiscounted() const {
    const auto judged = [](const WorkloadFigures& f) { return f.sloMet.has_value(); };
    return !met && end == PointEnd::Measured && !isTrusted() &&
           std::ranges::any_of(workloads, judged);
}

std::vector<std::string> missesOf(const WorkloadFigures& f, const SloPlan& slo) {
    std::vector<std::string> reasons;
    if (f.requests == f.failed) {
        return {fmt::format("{}: no request succeeded", f.name)};
    }
    if (f.sloMet == false) {
        reasons.push_back(fmt::format("{}: the SLO was missed", f.name));
    }
    if (failsTooOften(f, slo.target)) {
        reasons.push_back(
            fmt::format("{}: {:.3g} % of the requests failed", f.name, *failedShare(f) * 100));
    }
    if (f.saturated == true) {
        reasons.push_back(
            fmt::format("{}: its queue grew without bound, by {:.3g} requests a second (95 % "
                        "interval {:.3g} to {:.3g}) of {:.4g} that came",
                        f.name, f.growthRps.value_or(0), f.growthLow.value_or(0),
                        f.growthHigh.value_or(0), f.dueRps.value_or(0)));
    }
    if (f.dueRps && f.sentRps && *f.sentRps < kLeastSentShare * *f.dueRps) {
        reasons.push_back(fmt::format("{}: requests were sent at {:.4g} a second, {:.4g} were due",
                                      f.name, *f.sentRps, *f.dueRps));
    }
    return reasons;
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
    std::vector<std::string> care;
    for (const auto& workload : run.workloads) {
        out.workloads.push_back(judge(*workload));
        const WorkloadFigures& figures = out.workloads.back();
        std::ranges::move(missesOf(figures, point.plan.slo), std::back_inserter(out.reasons));
        if (auto untested = untestedQueue(*workload, figures);
            untested && end == PointEnd::Measured) {
            care.push_back(*std::move(untested));
        }
        out.seconds = out.seconds.value_or(0) + workload->metrics.durationSeconds.value_or(0);
    }
    if ((end == PointEnd::Measured || end == PointEnd::StoppedEarly) &&
        !point.plan.slo.limits.empty()) {
        out.met = out.reasons.empty();
    }
    if (!out.isTrusted()) {
        out.met = out.met == true ? std::nullopt : out.met;
        std::ranges::move(distrust(out), std::back_inserter(care));
    }
    std::ranges::move(care, std::back_inserter(out.reasons));
    return out;
}

}  // namespace sagebench
