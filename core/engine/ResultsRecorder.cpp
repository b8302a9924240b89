// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ResultsRecorder.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace sagebench {
namespace {

/// "Killed, it loses at most the last second", with room to spare.
constexpr auto kFlushEvery = std::chrono::milliseconds(250);

}  // namespace

void ResultsRecorder::expect(RunPhase phase, const Schedule& schedule,
                             std::function<void()> onMeasuring) {
    phase_ = phase;
    schedule_ = &schedule;
    onMeasuring_ = std::move(onMeasuring);
}

void ResultsRecorder::begun(Nanos zero) {
    snapshots_.beginPhase(phase_, schedule_->total().value_or(0), zero, schedule_);
    observer_.snapshot(snapshots_.take(zero));
}

void ResultsRecorder::measuring() {
    if (onMeasuring_) {
        onMeasuring_();
    }
}

void ResultsRecorder::collected(LiveInterval& interval, Nanos now) {
    for (const RequestRecord& record : interval.finished) {
        write(record);
    }
    flushWhenDue();
    snapshots_.add(interval);
    std::move(interval.finished.begin(), interval.finished.end(), std::back_inserter(records_));
    observer_.snapshot(snapshots_.take(now));
}

void ResultsRecorder::write(const RequestRecord& record) {
    if (error_) {
        return;
    }
    if (auto written = journal_.append(record); !written) {
        error_ = written.error();
    }
}

void ResultsRecorder::flushWhenDue() {
    const auto now = std::chrono::steady_clock::now();
    if (now - lastFlush_ >= kFlushEvery) {
        lastFlush_ = now;
        flush();
    }
}

void ResultsRecorder::flush() {
    if (error_) {
        return;
    }
    if (auto flushed = journal_.flush(); !flushed) {
        error_ = flushed.error();
    }
}

std::vector<RequestRecord> ResultsRecorder::takeRecords() {
    std::sort(records_.begin(), records_.end(), [](const RequestRecord& a, const RequestRecord& b) {
        return std::tie(a.phase, a.index, a.attempt) < std::tie(b.phase, b.index, b.attempt);
    });
    return std::move(records_);
}

}  // namespace sagebench
