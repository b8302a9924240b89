// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/MachineInfo.h"

#include <charconv>
#include <thread>

#include "base/Files.h"

#ifndef _WIN32
#include <sys/utsname.h>
#endif

namespace sagebench {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\"");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r\"") - first + 1);
}

/// Value of the first line "key<separator>value"; blanks and quotes around it left out.
std::string_view valueOf(std::string_view text, std::string_view key, char separator) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        const auto split = line.find(separator);
        if (split != std::string_view::npos && trimmed(line.substr(0, split)) == key) {
            return trimmed(line.substr(split + 1));
        }
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return {};
}

void readKernel(Environment& environment) {
#ifndef _WIN32
    utsname names{};
    if (uname(&names) == 0) {
        environment.kernel = std::string(names.sysname) + " " + names.release + " " + names.machine;
        environment.hostName = names.nodename;
    }
#else
    (void)environment;
#endif
}

}  // namespace

std::string cpuNameFrom(std::string_view cpuinfo) {
    for (const char* key : {"model name", "Model", "Hardware", "cpu"}) {
        if (const auto name = valueOf(cpuinfo, key, ':'); !name.empty()) {
            return std::string(name);
        }
    }
    return {};
}

std::optional<double> memoryMbFrom(std::string_view meminfo) {
    const std::string_view value = valueOf(meminfo, "MemTotal", ':');
    double kib = 0;
    const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), kib);
    return ec == std::errc() ? std::optional(kib / 1024) : std::nullopt;
}

std::string systemNameFrom(std::string_view osRelease) {
    return std::string(valueOf(osRelease, "PRETTY_NAME", '='));
}

Environment readEnvironment() {
    Environment environment;
    environment.cpu = cpuNameFrom(readFile("/proc/cpuinfo").value_or(""));
    environment.memoryMb = memoryMbFrom(readFile("/proc/meminfo").value_or(""));
    environment.os = systemNameFrom(readFile("/etc/os-release").value_or(""));
    if (const unsigned cores = std::thread::hardware_concurrency(); cores > 0) {
        environment.cores = static_cast<int>(cores);
    }
    readKernel(environment);
    return environment;
}

}  // namespace sagebench
