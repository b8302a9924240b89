// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/Schedule.h"

#include <algorithm>

#include "base/Hash.h"

namespace sagebench {
namespace {

constexpr std::uint64_t kMeasured = 1;
constexpr std::uint64_t kWarmup = 2;

ScheduledRequest requestOf(const WorkloadSpec& workload, std::uint64_t seed, std::uint64_t phase,
                           std::uint64_t index, StartRule start) {
    return {index, workload.promptTokens.typical(), workload.outputTokens.typical(),
            hash64(seed, hashName(workload.name), phase, index), start};
}

/// A slot that never has a request would only hold a connection open.
void limitSlots(Schedule& schedule) {
    schedule.slots =
        std::max(1, std::min(schedule.slots, static_cast<int>(schedule.requests.size())));
}

}  // namespace

Schedule measuredSchedule(const WorkloadSpec& workload, std::uint64_t seed, Shard shard) {
    Schedule schedule;
    const auto count = static_cast<std::uint64_t>(workload.numRequests);
    const StartRule start =
        workload.concurrency ? StartRule(WhenSlotFree{}) : StartRule(At{Nanos(0)});
    schedule.slots = workload.concurrency.value_or(workload.numRequests);
    for (auto i = static_cast<std::uint64_t>(shard.index); i < count;
         i += static_cast<std::uint64_t>(shard.count)) {
        schedule.requests.push_back(requestOf(workload, seed, kMeasured, i, start));
    }
    limitSlots(schedule);
    return schedule;
}

Schedule warmupSchedule(const WorkloadSpec& workload, std::uint64_t seed) {
    Schedule schedule;
    schedule.slots = workload.concurrency.value_or(workload.warmup);
    for (int i = 0; i < workload.warmup; ++i) {
        schedule.requests.push_back(
            requestOf(workload, seed, kWarmup, static_cast<std::uint64_t>(i), WhenSlotFree{}));
    }
    limitSlots(schedule);
    return schedule;
}

std::vector<Nanos> dueTimes(const Schedule& schedule) {
    std::vector<Nanos> due;
    for (const ScheduledRequest& request : schedule.requests) {
        if (const At* at = std::get_if<At>(&request.start)) {
            due.push_back(at->offset);
        }
    }
    std::ranges::sort(due);
    return due;
}

}  // namespace sagebench
