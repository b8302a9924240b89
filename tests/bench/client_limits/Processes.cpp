// SPDX-License-Identifier: GPL-3.0-or-later
#include "client_limits/Processes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace sagebench::bench {
namespace {

struct Child {
    pid_t pid = -1;
    int out = -1;  ///< to read its stdout from
};

[[noreturn]] void become(int cpu, const std::vector<std::string>& words, int out) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(cpu), &set);
    sched_setaffinity(0, sizeof set, &set);
    dup2(out, STDOUT_FILENO);
    std::vector<char*> arguments;
    for (const std::string& word : words) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    std::perror(arguments[0]);
    _exit(127);
}

Child start(int cpu, const std::vector<std::string>& words) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        giveUp("no pipe can be had");
    }
    const pid_t pid = fork();
    if (pid == 0) {
        become(cpu, words, ends[1]);
    }
    close(ends[1]);
    return {pid, ends[0]};
}

std::string readAll(int file) {
    std::string text;
    std::array<char, 4096> part;
    for (ssize_t got = 0; (got = read(file, part.data(), part.size())) > 0;) {
        text.append(part.data(), static_cast<std::size_t>(got));
    }
    close(file);
    return text;
}

std::string readLine(int file) {
    std::string line;
    for (char c = 0; read(file, &c, 1) == 1 && c != '\n';) {
        line += c;
    }
    return line;
}

double secondsOf(const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

}  // namespace

void giveUp(const std::string& why) {
    fmt::print(stderr, "bench-client-limits: {}\n", why);
    std::exit(2);
}

Ended runOn(int cpu, const std::vector<std::string>& words) {
    Ended ended;
    ended.startedNs =
        std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
    const Child child = start(cpu, words);
    ended.out = readAll(child.out);
    rusage usage{};
    int status = 0;
    wait4(child.pid, &status, 0, &usage);
    ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    ended.cpuSeconds = secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
    ended.peakMb = static_cast<double>(usage.ru_maxrss) / 1024;
    if (ended.status != 0) {
        giveUp(fmt::format("{} ended with status {}", words[0], ended.status));
    }
    return ended;
}

ServerProcess::ServerProcess(int cpu, std::vector<std::string> options) {
    std::vector<std::string> words = {SAGEBENCH_BIN_DIR "/sagellm-benchmark", "reference-server",
                                      "--cpu", std::to_string(cpu)};
    words.insert(words.end(), options.begin(), options.end());
    const Child child = start(cpu, words);
    pid_ = child.pid;
    const std::string line = readLine(child.out);  // {"port":N}
    close(child.out);
    const auto colon = line.find(':');
    if (colon == std::string::npos) {
        giveUp("the reference server did not start");
    }
    port_ = line.substr(colon + 1, line.size() - colon - 2);
}

void ServerProcess::stop() {
    if (pid_ > 0) {
        kill(pid_, SIGTERM);
        waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
}

}  // namespace sagebench::bench
