// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/SnapshotBuilder.h"

#include <algorithm>
#include <utility>

#include "metrics/ValidityRules.h"

namespace sagebench {
SnapshotBuilder::SnapshotBuilder(std::string workload, int index, int count) {
    state_.workload = std::move(workload);
    state_.workloadIndex = index;
    state_.workloadCount = count;
}

void SnapshotBuilder::beginPhase(RunPhase phase, std::uint64_t total, Nanos at,
                                 const Schedule* schedule) {
    RunSnapshot fresh;
    fresh.workload = state_.workload;
    fresh.workloadIndex = state_.workloadIndex;
    fresh.workloadCount = state_.workloadCount;
    fresh.phase = phase;
    fresh.total = total;
    fresh.planned = schedule ? schedule->plannedTime() : std::nullopt;
    fresh.intervalStart = at;
    state_ = std::move(fresh);
    ttft_.clear();
    itl_.clear();
    stampedByKernel_ = true;
    phaseStart_ = at;
    schedule_ = schedule;
    warmsUpFirst_ =
        phase == RunPhase::Running && schedule && schedule->times().measuredFrom > Nanos::zero();
    if (warmsUpFirst_) {
        state_.phase = RunPhase::Warmup;
    }
}

void SnapshotBuilder::add(const LiveInterval& interval) {
    state_.sent += interval.sent;
    state_.outputTokens += interval.outputTokens;
    state_.intervalTokens += interval.outputTokens;
    state_.intervalItl.merge(interval.itl);
    ttft_.merge(interval.ttft);
    itl_.merge(interval.itl);
    for (const RequestRecord& record : interval.finished) {
        state_.ok += record.outcome == Outcome::Ok;
        state_.failed += record.outcome == Outcome::Failed;
        state_.cancelled += record.outcome == Outcome::Cancelled;
        state_.finishedSent += record.sent.has();
        stampedByKernel_ = stampedByKernel_ && (record.outcome != Outcome::Ok ||
                                                record.stampSource == StampSource::Kernel);
        if (withRequests_) {
            state_.finished.push_back(briefOf(record));
        }
    }
}

void SnapshotBuilder::judge(const ClientFigures& client) {
    const auto medianMs = [](const LatencyHistogram& histogram) {
        const auto median = histogram.percentile(50);
        return median ? std::optional(toMs(*median)) : std::nullopt;
    };
    state_.validity = judgeValidity({.ttftP50Ms = medianMs(ttft_),
                                     .itlP50Ms = medianMs(itl_),
                                     .stampedByKernel = stampedByKernel_,
                                     .client = client});
}

std::uint64_t SnapshotBuilder::queuedAfter(Nanos elapsed) const {
    const std::uint64_t due = schedule_ ? schedule_->dueUpTo(elapsed) : 0;
    const std::uint64_t endedUnsent = state_.done() - state_.finishedSent;
    const std::uint64_t left = state_.sent + endedUnsent;
    return due > left ? due - left : 0;
}

std::shared_ptr<const RunSnapshot> SnapshotBuilder::take(Nanos now) {
    state_.at = now;
    state_.elapsed = now - phaseStart_;
    state_.inFlight = state_.sent > state_.finishedSent ? state_.sent - state_.finishedSent : 0;
    state_.queued = queuedAfter(state_.elapsed);
    state_.ttftP50 = ttft_.percentile(50);
    state_.ttftP95 = ttft_.percentile(95);
    state_.ttftP99 = ttft_.percentile(99);
    if (state_.elapsed > Nanos::zero()) {
        state_.outputTokensPerSecond =
            static_cast<double>(state_.outputTokens) / toSeconds(state_.elapsed);
    }
    state_.remaining = estimateRemaining(state_);
    if (schedule_ && state_.phase == RunPhase::Warmup && warmsUpFirst_ &&
        state_.elapsed >= schedule_->times().measuredFrom) {
        state_.phase = RunPhase::Running;
    }
    auto snapshot = std::make_shared<const RunSnapshot>(state_);
    state_.intervalStart = now;
    state_.intervalTokens = 0;
    state_.intervalItl.clear();
    state_.finished.clear();
    return snapshot;
}

std::optional<Nanos> estimateRemaining(const RunSnapshot& s) {
    std::optional<Nanos> left;
    if (s.planned && *s.planned > Nanos::zero()) {
        left = std::max(*s.planned - s.elapsed, Nanos::zero());
    }
    const std::uint64_t done = s.done();
    if (done > 0 && done <= s.total) {
        const double perRequest =
            static_cast<double>(s.elapsed.count()) / static_cast<double>(done);
        const Nanos byPace(
            static_cast<std::int64_t>(perRequest * static_cast<double>(s.total - done)));
        // An open loop's requests come when they come; a closed loop ends by either.
        left = left ? std::min(*left, byPace) : byPace;
    }
    return left;
}

double RunSnapshot::fraction() const {
    const double byCount =
        total > 0 ? static_cast<double>(done()) / static_cast<double>(total) : 0.0;
    const bool timed = planned && *planned > Nanos::zero();
    const double byTime = timed ? toSeconds(elapsed) / toSeconds(*planned) : 0.0;
    return std::clamp(std::max(byCount, byTime), 0.0, 1.0);
}

std::shared_ptr<const RunSnapshot> joined(const RunSnapshot& earlier, const RunSnapshot& later) {
    auto out = std::make_shared<RunSnapshot>(later);
    out->intervalStart = earlier.intervalStart;
    out->intervalTokens += earlier.intervalTokens;
    out->intervalItl.merge(earlier.intervalItl);
    out->finished.insert(out->finished.begin(), earlier.finished.begin(), earlier.finished.end());
    return out;
}

}  // namespace sagebench
