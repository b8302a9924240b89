// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string_view>

#include "base/Time.h"

namespace sagebench {

/// CPU time of the cores that this process may use, since the machine began: of all of them
/// together, and what this process had.
struct CpuTimes {
    Nanos used{};    ///< by anyone: programs, the system, and what a hypervisor took
    Nanos unused{};  ///< idle, also while waiting for a disk
    Nanos own{};     ///< by this process

    bool operator==(const CpuTimes&) const = default;
};

/// Absent: the system does not tell (Linux's /proc/stat).
std::optional<CpuTimes> readCpuTimes();

/// Used and unused time of these cores from the text of /proc/stat, whose ticks are `perSecond`.
/// Absent: not all of them stand there.
std::optional<CpuTimes> cpuTimesFrom(std::string_view procStat, const std::set<int>& cores,
                                     long perSecond);

}  // namespace sagebench
