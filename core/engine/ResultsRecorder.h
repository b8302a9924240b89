// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "engine/LoadGenerator.h"
#include "engine/RunObserver.h"
#include "engine/SnapshotBuilder.h"
#include "record/Journal.h"

namespace sagebench {

/// Takes what the generator collects: journal to disk, records to memory, snapshots to the
/// observer.
class ResultsRecorder final : public LoadObserver {
  public:
    /// All must outlive it.
    ResultsRecorder(JournalWriter& journal, SnapshotBuilder& snapshots, RunObserver& observer)
        : journal_(journal), snapshots_(snapshots), observer_(observer) {}

    /// What comes next belongs to this phase, and is sent by this schedule, which must outlive it.
    /// `onMeasuring`: called when the warm-up that the schedule begins with is over.
    void expect(RunPhase phase, const Schedule& schedule, std::function<void()> onMeasuring = {});

    void begun(Nanos zero) override;
    void collected(LiveInterval& interval, Nanos now) override;
    void measuring() override;
    void watched(const ClientFigures& client) override { snapshots_.judge(client); }

    /// Hands the journal to the system now.
    void flush();

    /// Records of both phases in order of phase and index.
    std::vector<RequestRecord> takeRecords();
    /// The first failure to write the journal; the run goes on in memory.
    const std::optional<Error>& error() const { return error_; }

  private:
    void write(const RequestRecord& record);
    void flushWhenDue();

    JournalWriter& journal_;
    SnapshotBuilder& snapshots_;
    RunObserver& observer_;
    RunPhase phase_ = RunPhase::Running;
    const Schedule* schedule_ = nullptr;
    std::function<void()> onMeasuring_;
    std::vector<RequestRecord> records_;
    std::chrono::steady_clock::time_point lastFlush_ = std::chrono::steady_clock::now();
    std::optional<Error> error_;
};

}  // namespace sagebench
