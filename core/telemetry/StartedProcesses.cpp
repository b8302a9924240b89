// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/StartedProcesses.h"

#include <algorithm>
#include <ctime>
#include <numeric>
#include <optional>
#include <vector>

#include "base/AllowedCores.h"
#include "telemetry/ProcessMemory.h"

#ifdef __linux__
#include <sys/wait.h>
#endif

namespace sagebench {
namespace {

#ifdef __linux__
/// Any that was not waited for; takes nothing from whoever waits.
bool hasChild() {
    siginfo_t ignored{};
    return waitid(P_ALL, 0, &ignored, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0;
}

std::optional<Nanos> cpuTimeOf(int process) {
    clockid_t clock{};
    timespec time{};
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) {
        return std::nullopt;
    }
    return std::chrono::seconds(time.tv_sec) + Nanos(time.tv_nsec);
}

bool staysOnOurCores(int process) {
    return std::ranges::includes(allowedCores(), allowedCores(process));
}
#else
bool hasChild() {
    return false;
}
std::optional<Nanos> cpuTimeOf(int) {
    return std::nullopt;
}
bool staysOnOurCores(int) {
    return false;
}
#endif

}  // namespace

StartedProcesses StartedProcesses::now() {
    std::vector<int> processes;
    if (hasChild()) {
        processes = processTree(thisProcessId());
        std::erase(processes, thisProcessId());
    }
    return StartedProcesses(processes);
}

StartedProcesses::StartedProcesses(std::span<const int> processes) {
    for (const int process : processes) {
        if (staysOnOurCores(process)) {
            times_.emplace(process, Nanos::zero());
        }
    }
}

Nanos StartedProcesses::cpuTime() {
    Nanos sum{};
    for (auto& [process, time] : times_) {
        time = std::max(time, cpuTimeOf(process).value_or(time));
        sum += time;
    }
    return sum;
}

}  // namespace sagebench
