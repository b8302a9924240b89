// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <numeric>

#include "base/Hash.h"
#include "schedule/ArrivalTimes.h"
#include "schedule/Schedule.h"

namespace sagebench {
namespace {

constexpr std::uint64_t kMeasured = 1;
constexpr std::uint64_t kWarmup = 2;
constexpr std::uint64_t kArrivals = 3;
/// Connections that are opened ahead for an open loop without a cap.
constexpr int kMostAhead = 1024;

LoadTimes timesOf(const WorkloadSpec& workload) {
    LoadTimes times;
    times.measuredFrom = workload.warmupTime;
    if (workload.duration > Nanos::zero()) {
        times.measuredUntil = workload.warmupTime + workload.duration;
        times.sendUntil = times.measuredUntil + workload.cooldown;
        times.endBy = times.sendUntil + workload.grace;
    }
    return times;
}

/// Takes due times in order until the number or the time is reached.
class DueColumn {
  public:
    DueColumn(const WorkloadSpec& workload, const LoadTimes& times)
        : left_(workload.numRequests > 0 ? workload.numRequests
                                         : std::numeric_limits<std::int64_t>::max()),
          times_(times) {}

    /// False: it is full.
    bool add(Nanos due) {
        if (left_ == 0 || due >= times_.sendUntil) {
            return false;
        }
        due_.push_back(due);
        left_ -= due >= times_.measuredFrom;
        return true;
    }
    std::vector<Nanos> take() { return std::move(due_); }

  private:
    std::int64_t left_;
    LoadTimes times_;
    std::vector<Nanos> due_;
};

std::vector<Nanos> replayTimes(DueColumn column, const RecordedRequests& rows) {
    for (const std::int64_t at : rows.atNanos) {
        if (!column.add(Nanos(at))) {
            break;
        }
    }
    return column.take();
}

std::vector<Nanos> processTimes(DueColumn column, const WorkloadSpec& workload, std::uint64_t seed,
                                std::size_t most) {
    ArrivalTimes arrivals(workload.arrival, hash64(seed, kArrivals));
    for (std::size_t i = 0; i < most && column.add(arrivals.next()); ++i) {
    }
    return column.take();
}

/// Requests of the busiest second.
int busiestSecond(const std::vector<Nanos>& due) {
    std::size_t most = 1;
    for (std::size_t first = 0, last = 0; last < due.size(); ++last) {
        while (due[last] - due[first] >= std::chrono::seconds(1)) {
            ++first;
        }
        most = std::max(most, last - first + 1);
    }
    return static_cast<int>(std::min<std::size_t>(most, kMostAhead));
}

}  // namespace

class ScheduleBuilder {
  public:
    ScheduleBuilder(const WorkloadSpec& workload, std::uint64_t seed,
                    std::shared_ptr<const RecordedRequests> rows)
        : workload_(workload) {
        made_.rows_ = std::move(rows);
        made_.seed_ = seed;
        made_.name_ = hashName(workload.name);
        made_.promptTokens_ = workload.promptTokens;
        made_.outputTokens_ = workload.outputTokens;
        made_.turns_ = workload.turns;
        made_.thinkTime_ = workload.thinkTime;
    }

    Schedule measured(Shard shard) && {
        made_.phase_ = kMeasured;
        made_.shard_ = shard;
        made_.times_ = timesOf(workload_);
        if (workload_.arrival.isOpen()) {
            openLoop();
        } else {
            closedLoop();
        }
        countTotal();
        return std::move(made_);
    }

    Schedule warmup() && {
        made_.phase_ = kWarmup;
        made_.warmup_ = true;
        made_.turns_ = 1;
        made_.starts_ = static_cast<std::uint64_t>(workload_.warmup);
        slotsFor(workload_.concurrency.value_or(workload_.warmup), {});
        countTotal();
        return std::move(made_);
    }

  private:
    void openLoop() {
        const std::size_t most = made_.rows_ && workload_.numRequests == 0
                                     ? made_.rows_->rows
                                     : std::numeric_limits<std::size_t>::max();
        const DueColumn column(workload_, made_.times_);
        made_.due_ = workload_.arrival.process == ArrivalProcess::Trace
                         ? replayTimes(column, *made_.rows_)
                         : processTimes(column, workload_, hash64(made_.seed_, made_.name_), most);
        made_.starts_ = partOf(made_.due_.size());
        made_.maxInFlight_ = workload_.arrival.maxInFlight;
        made_.slots_ = std::min(busiestSecond(made_.due_), made_.maxInFlight_.value_or(kMostAhead));
    }

    void closedLoop() {
        made_.starts_.reset();
        if (workload_.warmupTime > Nanos::zero() && workload_.numRequests > 0) {
            made_.measuredStarts_ = partOf(*givenCount());
        } else if (const auto count = givenCount()) {
            made_.starts_ = partOf(*count);
        }
        const bool allAtOnce =
            !workload_.concurrency && workload_.arrival.ramp.kind == LoadRamp::Kind::None;
        if (allAtOnce) {
            made_.due_.assign(givenCount().value_or(0), Nanos(0));
        }
        slotsFor(workload_.concurrency.value_or(static_cast<int>(givenCount().value_or(1))),
                 workload_.arrival.ramp);
        if (allAtOnce) {
            made_.slotPlan_ = {};
        }
    }

    std::optional<std::uint64_t> givenCount() const {
        if (workload_.numRequests > 0) {
            return static_cast<std::uint64_t>(workload_.numRequests);
        }
        return made_.rows_ ? std::optional<std::uint64_t>(made_.rows_->rows) : std::nullopt;
    }

    std::uint64_t partOf(std::uint64_t all) const {
        const auto index = static_cast<std::uint64_t>(made_.shard_.index);
        const auto count = static_cast<std::uint64_t>(made_.shard_.count);
        return all > index ? (all - index + count - 1) / count : 0;
    }

    /// A slot that never has a request would only hold a connection open.
    void slotsFor(int slots, const LoadRamp& ramp) {
        const auto most = made_.starts_.value_or(std::numeric_limits<int>::max());
        const int wanted = static_cast<int>(std::max<std::uint64_t>(
            1, std::min<std::uint64_t>(most, static_cast<unsigned>(slots))));
        made_.slotPlan_ = planSlots(ramp, wanted);
        made_.slots_ = made_.slotPlan_.most();
    }

    void countTotal() {
        made_.total_ = made_.starts_;
        if (!made_.starts_ || made_.turns_ == 1) {
            return;
        }
        std::uint64_t total = 0;
        for (std::uint64_t i = 0; i < *made_.starts_; ++i) {
            total += static_cast<std::uint64_t>(made_.start(i).turns);
        }
        made_.total_ = total;
    }

    const WorkloadSpec& workload_;
    Schedule made_;
};

Schedule measuredSchedule(const WorkloadSpec& workload, std::uint64_t seed, Shard shard,
                          std::shared_ptr<const RecordedRequests> rows) {
    return ScheduleBuilder(workload, seed, std::move(rows)).measured(shard);
}

Schedule warmupSchedule(const WorkloadSpec& workload, std::uint64_t seed,
                        const RecordedRequests* rows) {
    WorkloadSpec plain = workload;
    const auto meanOf = [](const std::vector<std::int32_t>& column) {
        const double sum = std::accumulate(column.begin(), column.end(), 0.0);
        return static_cast<int>(sum / static_cast<double>(column.size()));
    };
    constexpr int kSomeTokens = 64;
    if (plain.promptTokens.isUnset()) {
        const int mean = rows && !rows->promptTokens.empty() ? meanOf(rows->promptTokens) : 0;
        plain.promptTokens = mean > 0 ? mean : kSomeTokens;
    }
    if (plain.outputTokens.isUnset()) {
        const int mean = rows && !rows->outputTokens.empty() ? meanOf(rows->outputTokens) : 0;
        plain.outputTokens = mean > 0 ? mean : kSomeTokens;
    }
    return ScheduleBuilder(plain, seed, nullptr).warmup();
}

int expectedSlots(const WorkloadSpec& workload, const RecordedRequests* rows) {
    // A schedule of its own knows best, and takes milliseconds; rows are not copied.
    const std::shared_ptr<const RecordedRequests> view(std::shared_ptr<void>(), rows);
    return measuredSchedule(workload, 0, {}, rows ? view : nullptr).slots();
}

}  // namespace sagebench
