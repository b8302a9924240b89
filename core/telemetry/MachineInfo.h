// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "record/RunInfo.h"

namespace sagebench {

/// CPU, cores, memory, system and kernel of this machine; what can't be read stays absent.
Environment readEnvironment();

/// From the texts of /proc/cpuinfo, /proc/meminfo and os-release.
std::string cpuNameFrom(std::string_view cpuinfo);
std::optional<double> memoryMbFrom(std::string_view meminfo);
std::string systemNameFrom(std::string_view osRelease);

}  // namespace sagebench
