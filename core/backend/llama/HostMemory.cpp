// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/HostMemory.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <vector>

#include "base/Files.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

constexpr double kGib = 1024.0 * 1024 * 1024;

std::string gib(std::uint64_t bytes) {
    return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / kGib);
}

std::optional<std::uint64_t> numberFrom(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    return ec == std::errc() ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        lines.push_back(line);
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return lines;
}

/// The number of a line such as "VmRSS:   1024 kB".
std::optional<std::uint64_t> kibOf(std::string_view text, std::string_view key) {
    for (std::string_view line : linesOf(text)) {
        if (line.starts_with(key)) {
            line.remove_prefix(std::min(line.find_first_of("0123456789"), line.size()));
            return numberFrom(line);
        }
    }
    return std::nullopt;
}

/// Where the limit of a group stands: "0::/path" in version 2, "5:memory:/path" in version 1.
struct GroupFile {
    std::string root;
    std::string path;
    const char* name;
};

std::optional<GroupFile> groupFileFrom(std::string_view line) {
    const auto first = line.find(':');
    const auto second = first == line.npos ? line.npos : line.find(':', first + 1);
    if (second == line.npos) {
        return std::nullopt;
    }
    const std::string_view controllers = line.substr(first + 1, second - first - 1);
    const std::string path(line.substr(second + 1));
    if (controllers.empty()) {
        return GroupFile{"/sys/fs/cgroup", path, "memory.max"};
    }
    const bool memory =
        ("," + std::string(controllers) + ",").find(",memory,") != std::string::npos;
    return memory ? std::optional(GroupFile{"/sys/fs/cgroup/memory", path, "memory.limit_in_bytes"})
                  : std::nullopt;
}

std::optional<std::uint64_t> lesser(std::optional<std::uint64_t> a,
                                    std::optional<std::uint64_t> b) {
    return a && b ? std::min(*a, *b) : (a ? a : b);
}

}  // namespace

std::optional<std::uint64_t> controlGroupLimit(
    std::string_view membership, const std::function<std::string(const std::string&)>& contentOf) {
    std::optional<std::uint64_t> least;
    for (const std::string_view line : linesOf(membership)) {
        const auto group = groupFileFrom(line);
        for (fs::path path = group ? group->path : ""; !path.empty();
             path = path.has_relative_path() ? path.parent_path() : fs::path()) {
            const std::string folder = path.has_relative_path() ? path.string() : "";
            least = lesser(least, numberFrom(contentOf(group->root + folder + "/" + group->name)));
        }
    }
    return least;
}

std::optional<std::uint64_t> memoryLimit(std::optional<std::uint64_t> machine) {
    const auto contentOf = [](const std::string& path) { return readFile(path).value_or(""); };
    return lesser(machine, controlGroupLimit(contentOf("/proc/self/cgroup"), contentOf));
}

Result<void> checkMemory(const MemoryNeed& need, std::optional<std::uint64_t> limit,
                         std::optional<std::uint64_t> available) {
    constexpr std::string_view kWaysOut =
        "take a smaller model or weights of fewer bits, or fewer tokens of KV cache "
        "(--backend-option context=N)";
    const std::uint64_t bytes = need.weights + need.kvCache;
    const std::uint64_t fixed = need.kvCache + (need.mapped ? 0 : need.weights);
    const std::string cache = need.kvCache == 0 ? ""
                                                : fmt::format(" + {} of KV cache for {} tokens",
                                                              gib(need.kvCache), need.kvTokens);
    if (limit && bytes > *limit) {
        return fail(ErrorKind::Usage,
                    fmt::format("{} is larger than memory: {} of weights{}, and there are {}; {}",
                                need.model, gib(need.weights), cache, gib(*limit), kWaysOut));
    }
    if (available && fixed > *available) {
        return fail(ErrorKind::Usage,
                    fmt::format("{} does not fit into what is free of memory now: {} of weights{}, "
                                "and {} are free; end other programs, or {}",
                                need.model, gib(need.weights), cache, gib(*available), kWaysOut));
    }
    return {};
}

std::optional<double> residentMbFrom(std::string_view status) {
    const auto kib = kibOf(status, "VmRSS:");
    return kib ? std::optional(static_cast<double>(*kib) / 1024) : std::nullopt;
}

std::optional<std::uint64_t> availableFrom(std::string_view meminfo) {
    const auto kib = kibOf(meminfo, "MemAvailable:");
    return kib ? std::optional(*kib * 1024) : std::nullopt;
}

std::optional<std::uint64_t> availableMemory() {
    return availableFrom(readFile("/proc/meminfo").value_or(""));
}

std::optional<double> ownResidentMemoryMb() {
    return residentMbFrom(readFile("/proc/self/status").value_or(""));
}

}  // namespace sagebench
