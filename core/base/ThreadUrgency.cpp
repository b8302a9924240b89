// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ThreadUrgency.h"

#include <cstdint>

#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace sagebench {
namespace {

#ifdef __linux__
/// As the kernel reads it (sched_setattr(2)); C libraries have it in different places, or not.
struct SchedulingAttributes {
    std::uint32_t size = 0, policy = 0;
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t runtime = 0, deadline = 0, period = 0;  // ns
};

std::optional<SchedulingAttributes> attributesOfThisThread() {
    SchedulingAttributes attributes;
    const bool told = syscall(SYS_sched_getattr, 0, &attributes, sizeof(attributes), 0) == 0;
    return told ? std::optional(attributes) : std::nullopt;
}
#endif

}  // namespace

void askToRunSoon() {
#ifdef __linux__
    // Since Linux 6.12 a thread with a shorter slice takes the core from one with a longer one
    // when it wakes; else it may wait for the end of a slice, some milliseconds.
    if (auto attributes = attributesOfThisThread()) {
        attributes->runtime = 100'000;  // the shortest there is
        syscall(SYS_sched_setattr, 0, &*attributes, 0);
    }
#endif
}

std::optional<Nanos> threadSlice() {
#ifdef __linux__
    if (const auto attributes = attributesOfThisThread(); attributes && attributes->runtime > 0) {
        return Nanos(attributes->runtime);
    }
#endif
    return std::nullopt;
}

}  // namespace sagebench
