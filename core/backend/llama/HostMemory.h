// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/Result.h"

namespace sagebench {

/// What a model takes of memory once it runs; bytes.
struct MemoryNeed {
    std::string model;  ///< as the user named it
    std::uint64_t weights = 0;
    std::uint64_t kvCache = 0;  ///< 0: unknown
    int kvTokens = 0;
    bool mapped = true;  ///< weights stay in their file, and come and go
};

/// Errors (Usage): more than `limit` bytes, or than the `available` ones for what can't come and
/// go, with the sizes and the ways out. What is not known is no limit.
Result<void> checkMemory(const MemoryNeed& need, std::optional<std::uint64_t> limit,
                         std::optional<std::uint64_t> available = {});

/// Bytes that are free or can be freed without swapping. Absent: not told on this system.
std::optional<std::uint64_t> availableMemory();
/// From the text of /proc/meminfo.
std::optional<std::uint64_t> availableFrom(std::string_view meminfo);

/// Bytes that this process may have: the machine's, or less where its control group says so.
/// `machine`: the machine's own, where that is known.
std::optional<std::uint64_t> memoryLimit(std::optional<std::uint64_t> machine);

/// The least limit among a process' control groups and those above them. `membership`: the text of
/// /proc/self/cgroup; `contentOf`: a file's text, empty when it is not there.
std::optional<std::uint64_t> controlGroupLimit(
    std::string_view membership, const std::function<std::string(const std::string&)>& contentOf);

/// MiB of this process alone. Absent: not on this system.
std::optional<double> ownResidentMemoryMb();
/// From the text of /proc/self/status.
std::optional<double> residentMbFrom(std::string_view status);

}  // namespace sagebench
