// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/ProcessMemory.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

#ifdef _WIN32
#include <process.h>
#else
#include <unistd.h>
#endif

namespace sagebench {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> textOf(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(in), {});
}

template <class Number>
std::optional<Number> numberFrom(std::string_view text, int base = 10) {
    Number value{};
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return ec == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                 : std::nullopt;
}

#ifdef __linux__

void forEachProcess(const std::function<void(int)>& visit) {
    std::error_code ec;
    for (auto it = fs::directory_iterator("/proc", ec); !ec && it != fs::directory_iterator();
         it.increment(ec)) {
        if (const auto pid = numberFrom<int>(it->path().filename().string())) {
            visit(*pid);
        }
    }
}

/// "pid (name) state ppid …"; the name may hold anything.
std::optional<int> parentOf(int pid) {
    const auto stat = textOf("/proc/" + std::to_string(pid) + "/stat");
    const auto nameEnd = stat ? stat->rfind(')') : std::string::npos;
    if (nameEnd == std::string::npos) {
        return std::nullopt;
    }
    std::istringstream rest(stat->substr(nameEnd + 1));
    std::string state;
    int parent = 0;
    return rest >> state >> parent ? std::optional(parent) : std::nullopt;
}

std::optional<double> residentOfOne(int pid) {
    std::ifstream statm("/proc/" + std::to_string(pid) + "/statm");
    long total = 0;
    long resident = 0;
    if (!(statm >> total >> resident)) {
        return std::nullopt;
    }
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

bool holdsSocket(int pid, const std::vector<unsigned long>& inodes) {
    std::error_code ec;
    const fs::path folder = "/proc/" + std::to_string(pid) + "/fd";
    for (auto it = fs::directory_iterator(folder, ec); !ec && it != fs::directory_iterator();
         it.increment(ec)) {
        std::error_code gone;
        const std::string target = fs::read_symlink(it->path(), gone).string();
        if (target.starts_with("socket:[")) {
            const auto inode =
                numberFrom<unsigned long>(std::string_view(target).substr(8, target.size() - 9));
            if (inode && std::find(inodes.begin(), inodes.end(), *inode) != inodes.end()) {
                return true;
            }
        }
    }
    return false;
}

#endif

/// Of a row of /proc/net/tcp: slot, local address, remote address, state.
bool isListening(const std::string& row) {
    std::istringstream fields(row);
    std::string slot, local, remote, state;
    return fields >> slot >> local >> remote >> state && state == "0A";  // TCP_LISTEN
}

#ifdef __linux__

/// Of a table of sockets its heading and those that listen, which stand first: there may be
/// thousands of others.
std::string listenersOf(const char* table) {
    std::ifstream in(table);
    std::string text;
    for (std::string line; std::getline(in, line) && (text.empty() || isListening(line));) {
        text += line + '\n';
    }
    return text;
}

#endif

}  // namespace

std::vector<unsigned long> listeningInodes(std::string_view procNetTcp, int port) {
    std::vector<unsigned long> inodes;
    std::istringstream lines{std::string(procNetTcp)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::vector<std::string> field(std::istream_iterator<std::string>(fields), {});
        if (field.size() < 10 || !isListening(line)) {
            continue;
        }
        const auto hexPort =
            numberFrom<int>(std::string_view(field[1]).substr(field[1].find(':') + 1), 16);
        const auto inode = numberFrom<unsigned long>(field[9]);
        if (hexPort == port && inode) {
            inodes.push_back(*inode);
        }
    }
    return inodes;
}

#ifdef __linux__

std::vector<int> processTree(int pid) {
    std::multimap<int, int> children;
    bool there = false;
    forEachProcess([&](int process) {
        there = there || process == pid;
        if (const auto parent = parentOf(process)) {
            children.emplace(*parent, process);
        }
    });
    std::vector<int> tree;
    if (there) {
        tree.push_back(pid);
    }
    for (std::size_t i = 0; i < tree.size(); ++i) {
        const auto [first, last] = children.equal_range(tree[i]);
        std::transform(first, last, std::back_inserter(tree),
                       [](const auto& entry) { return entry.second; });
    }
    return tree;
}

std::optional<double> residentMemoryMb(std::span<const int> pids) {
    std::optional<double> total;
    for (int pid : pids) {
        if (const auto resident = residentOfOne(pid)) {
            total = total.value_or(0) + *resident;
        }
    }
    return total;
}

std::optional<int> findListener(int port) {
    std::vector<unsigned long> inodes;
    for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        const auto found = listeningInodes(listenersOf(table), port);
        inodes.insert(inodes.end(), found.begin(), found.end());
    }
    // Workers inherit the socket: the oldest holder is their parent.
    std::optional<int> oldest;
    if (!inodes.empty()) {
        forEachProcess([&](int pid) {
            if ((!oldest || pid < *oldest) && holdsSocket(pid, inodes)) {
                oldest = pid;
            }
        });
    }
    return oldest;
}

#else

std::vector<int> processTree(int) {
    return {};
}
std::optional<double> residentMemoryMb(std::span<const int>) {
    return std::nullopt;
}
std::optional<int> findListener(int) {
    return std::nullopt;
}

#endif

std::optional<double> residentMemoryMb(int pid) {
    const auto tree = processTree(pid);
    return tree.empty() ? std::nullopt : residentMemoryMb(std::span<const int>(tree));
}

int thisProcessId() {
#ifdef _WIN32
    return _getpid();
#else
    return getpid();
#endif
}

}  // namespace sagebench
