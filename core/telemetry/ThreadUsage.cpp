// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/ThreadUsage.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/ThreadTime.h"

#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace sagebench {
namespace {

std::optional<std::int64_t> takeNumber(std::string_view& text) {
    const auto start = text.find_first_of("0123456789");
    text.remove_prefix(std::min(start, text.size()));
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

/// "voluntary_ctxt_switches:\t12": its name ends another one's too.
std::optional<std::uint64_t> switchesIn(std::string_view status, std::string_view name) {
    const auto at = status.find(std::string("\n").append(name));
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view rest = status.substr(at + 1 + name.size());
    return takeNumber(rest);
}

#ifdef __linux__
std::string textOfTask(int id, const char* file) {
    std::ifstream in("/proc/self/task/" + std::to_string(id) + "/" + file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
#endif

}  // namespace

ThreadUsage threadUsageFrom(std::string_view schedstat, std::string_view status) {
    ThreadUsage usage;
    const auto ran = takeNumber(schedstat);
    const auto delayed = takeNumber(schedstat);
    // A kernel that does not keep these figures says "0 0 0" of every thread.
    if (ran && delayed && (*ran != 0 || *delayed != 0)) {
        usage.cpu = Nanos(*ran);
        usage.runDelay = Nanos(*delayed);
    }
    usage.voluntarySwitches = switchesIn(status, "voluntary_ctxt_switches:");
    usage.involuntarySwitches = switchesIn(status, "nonvoluntary_ctxt_switches:");
    return usage;
}

int thisThreadId() {
#ifdef __linux__
    return static_cast<int>(syscall(SYS_gettid));
#else
    return 0;
#endif
}

ThreadUsage usageOfThread([[maybe_unused]] int id) {
#ifdef __linux__
    return threadUsageFrom(textOfTask(id, "schedstat"), textOfTask(id, "status"));
#else
    return {};
#endif
}

ThreadUsage usageOfThisThread() {
    ThreadUsage usage = usageOfThread(thisThreadId());
    usage.cpu = threadCpuTime();
    return usage;
}

std::map<int, Nanos> runDelaysOfThreads() {
    std::map<int, Nanos> delays;
#ifdef __linux__
    std::error_code error;
    std::filesystem::directory_iterator task("/proc/self/task", error);
    for (; !error && task != std::filesystem::directory_iterator(); task.increment(error)) {
        const std::string name = task->path().filename().string();
        std::string_view digits = name;
        const auto id = static_cast<int>(takeNumber(digits).value_or(0));
        if (const auto delay = threadUsageFrom(textOfTask(id, "schedstat"), {}).runDelay) {
            delays.emplace(id, *delay);
        }
    }
#endif
    return delays;
}

std::optional<Nanos> runDelayOfThisThread() {
#ifdef __linux__
    return threadUsageFrom(textOfTask(thisThreadId(), "schedstat"), {}).runDelay;
#else
    return std::nullopt;
#endif
}

}  // namespace sagebench
