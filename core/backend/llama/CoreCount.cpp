// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/CoreCount.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

#include "base/AllowedCores.h"
#include "base/Files.h"

namespace sagebench {
namespace {

/// The second name is the one of kernels before 5.2.
std::string siblingsOf(int processor) {
    const std::string folder = fmt::format("/sys/devices/system/cpu/cpu{}/topology/", processor);
    return readFile(folder + "core_cpus_list")
        .value_or(readFile(folder + "thread_siblings_list").value_or(""));
}

}  // namespace

int coresAmong(std::span<const std::string> siblings) {
    const std::set<std::string> cores(siblings.begin(), siblings.end());
    return cores.contains("") ? 0 : static_cast<int>(cores.size());
}

int usableCores() {
    const std::set<int> processors = allowedCores();
    std::vector<std::string> siblings;
    std::ranges::transform(processors, std::back_inserter(siblings), siblingsOf);
    if (const int cores = coresAmong(siblings); cores > 0) {
        return cores;
    }
    const int logical = processors.empty() ? static_cast<int>(std::thread::hardware_concurrency())
                                           : static_cast<int>(processors.size());
    return std::max(1, logical);
}

}  // namespace sagebench
