// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/CpuTimes.h"

#include <array>
#include <ctime>
#include <fstream>
#include <iterator>
#include <numeric>
#include <sstream>
#include <string>

#include "base/AllowedCores.h"

#ifdef __linux__
#include <unistd.h>
#endif

namespace sagebench {
namespace {

/// "cpu3 user nice system idle iowait irq softirq steal …"; guests are in user already.
using CoreTicks = std::array<long long, 8>;
constexpr std::size_t kIdle = 3, kIoWait = 4;

std::optional<int> coreOf(const std::string& name) {
    const bool one = name.size() > 3 && name.starts_with("cpu") &&
                     name.find_first_not_of("0123456789", 3) == std::string::npos;
    return one ? std::optional(std::stoi(name.substr(3))) : std::nullopt;
}

Nanos timeOf(long long ticks, long perSecond) {
    return Nanos(ticks * (1'000'000'000 / perSecond));
}

void add(CpuTimes& sum, const CoreTicks& ticks, long perSecond) {
    const long long unused = ticks[kIdle] + ticks[kIoWait];
    const long long all = std::accumulate(ticks.begin(), ticks.end(), 0LL);
    sum.used += timeOf(all - unused, perSecond);
    sum.unused += timeOf(unused, perSecond);
}

}  // namespace

std::optional<CpuTimes> cpuTimesFrom(std::string_view procStat, const std::set<int>& cores,
                                     long perSecond) {
    CpuTimes sum;
    std::size_t found = 0;
    std::istringstream lines{std::string(procStat)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string name;
        fields >> name;
        const auto core = coreOf(name);
        if (!core || !cores.contains(*core)) {
            continue;
        }
        CoreTicks ticks{};
        for (long long& count : ticks) {
            fields >> count;
        }
        add(sum, ticks, perSecond);
        ++found;
    }
    return found > 0 && found == cores.size() ? std::optional(sum) : std::nullopt;
}

std::optional<CpuTimes> readCpuTimes() {
#ifdef __linux__
    std::ifstream in("/proc/stat", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    timespec own{};
    auto times = cpuTimesFrom(text, allowedCores(), sysconf(_SC_CLK_TCK));
    if (times && clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own) == 0) {
        times->own = std::chrono::seconds(own.tv_sec) + Nanos(own.tv_nsec);
        return times;
    }
#endif
    return std::nullopt;
}

}  // namespace sagebench
