// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "base/Time.h"

namespace sagebench {

/// What a thread had of the machine since it began. Absent: the system does not tell.
struct ThreadUsage {
    std::optional<Nanos> cpu{};       ///< it ran
    std::optional<Nanos> runDelay{};  ///< it could have run, and another did
    std::optional<std::uint64_t> voluntarySwitches{}, involuntarySwitches{};

    bool operator==(const ThreadUsage&) const = default;
};

/// The system's number of the calling thread; 0 where there is none.
int thisThreadId();

/// Of any thread of this process, by its number: Linux's alone (/proc/self/task).
ThreadUsage usageOfThread(int id);
/// Of the calling thread; its CPU time is known on other systems too.
ThreadUsage usageOfThisThread();

/// Alone, of the calling thread: one file to read.
std::optional<Nanos> runDelayOfThisThread();

/// Of each thread of this process, by its number. Empty: not told on this system.
std::map<int, Nanos> runDelaysOfThreads();

/// Times that are all 0 are not known: a thread that runs has had some.
/// From the texts of /proc/<pid>/task/<tid>/schedstat and status.
ThreadUsage threadUsageFrom(std::string_view schedstat, std::string_view status);

}  // namespace sagebench
