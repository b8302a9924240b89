// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sagebench::test {

/// Size of a pseudo-terminal.
struct TerminalSize {
    int columns = 80;
    int rows = 24;
};

struct ProcessSetup {
    std::string program;
    std::vector<std::string> arguments;
    /// Over this process's own environment; nullopt takes a variable away.
    std::map<std::string, std::optional<std::string>> environment;
    std::filesystem::path folder;  ///< to run in; empty: here
    std::string input;             ///< all of its stdin
    /// Its stderr is a terminal of this size, also its controlling one, so that a typed Ctrl-C is a
    /// signal; what it writes there is `err`.
    std::optional<TerminalSize> terminal;
    bool stdoutIsTerminal = false;  ///< the same terminal: all output is `err`
    std::string stdoutFile;         ///< stdout goes there ("/dev/full"); empty: to `out`
};

struct ProcessEnd {
    std::string out;
    std::string err;
    int exitCode = -1;  ///< -1: ended by a signal
    int signal = 0;     ///< 0: ended by itself
    bool timedOut = false;
};

/// A child process. It is killed when the object goes.
class Process {
  public:
    explicit Process(ProcessSetup setup);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    int id() const { return pid_; }
    void sendSignal(int signal) const;
    /// Into its terminal, as a person types.
    void type(std::string_view keys) const;
    /// Reads until stdout or stderr holds `text`; false when it ended or the time is over.
    bool waitFor(std::string_view text,
                 std::chrono::milliseconds timeout = std::chrono::seconds(30));
    /// Reads until it ends; kills it when the time is over.
    ProcessEnd wait(std::chrono::milliseconds timeout = std::chrono::seconds(60));

  private:
    /// Takes in what has come, waits for more until then. False: both ends are closed.
    bool read(std::chrono::steady_clock::time_point until);
    void writeInput();
    ProcessEnd reap(bool timedOut);

    ProcessSetup setup_;
    int pid_ = -1;
    int in_ = -1;
    int out_ = -1;
    int err_ = -1;
    std::string outText_;
    std::string errText_;
};

/// Starts it and waits for its end.
ProcessEnd runProcess(ProcessSetup setup,
                      std::chrono::milliseconds timeout = std::chrono::seconds(60));

}  // namespace sagebench::test
