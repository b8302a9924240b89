// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace sagebench::bench {

/// A program on one core, until its end.
struct Ended {
    int status = -1;
    std::string out;             ///< of its stdout
    std::int64_t startedNs = 0;  ///< steady clock, just before exec
    double cpuSeconds = 0;       ///< user and system
    double peakMb = 0;           ///< not below this process's own at the time of the start
};
Ended runOn(int cpu, const std::vector<std::string>& words);

/// A reference server on one core, until the object goes or is told to stop.
class ServerProcess {
  public:
    /// `options` beside --cpu.
    ServerProcess(int cpu, std::vector<std::string> options);
    ~ServerProcess() { stop(); }
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    const std::string& port() const { return port_; }
    /// Its log is written then.
    void stop();

  private:
    pid_t pid_ = -1;
    std::string port_;
};

/// Ends the benchmark: what can't be measured is no figure.
[[noreturn]] void giveUp(const std::string& why);

}  // namespace sagebench::bench
