// SPDX-License-Identifier: GPL-3.0-or-later
#include "ReferenceServerCommand.h"

#include <fmt/format.h>

#ifdef _WIN32
#include <io.h>
#else
#include <sys/stat.h>
#include <unistd.h>
#endif
#ifdef __linux__
#include <sched.h>
#endif

#include <array>
#include <atomic>
#include <csignal>
#include <thread>

#include "Console.h"
#include "base/OpenFileLimit.h"

namespace sagebench::app {
namespace {

std::atomic<bool> stopRequested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

#ifdef _WIN32

bool stdinIsPipe() {
    return !_isatty(0);
}
int readStdin(char* buffer, unsigned size) {
    return _read(0, buffer, size);
}

#else

/// Of a terminal or /dev/null the end says nothing.
bool stdinIsPipe() {
    struct stat status {};
    return fstat(STDIN_FILENO, &status) == 0 &&
           (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}
int readStdin(char* buffer, unsigned size) {
    return static_cast<int>(::read(STDIN_FILENO, buffer, size));
}

#endif

/// Who started us holds the other end: we do not outlive it. The thread can't be woken, so it is
/// left behind.
void stopWithStdin() {
    if (!stdinIsPipe()) {
        return;
    }
    std::thread([] {
        std::array<char, 64> ignored;
        while (readStdin(ignored.data(), ignored.size()) > 0) {
        }
        stopRequested = true;
    }).detach();
}

void stopAtSignals() {
    for (const int signal : {SIGTERM, SIGINT}) {
        std::signal(signal, [](int) { stopRequested = true; });
    }
}

Result<void> stayOn(int cpu) {
#ifdef __linux__
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(cpu), &set);
    if (cpu < CPU_SETSIZE && sched_setaffinity(0, sizeof set, &set) == 0) {
        return {};
    }
    return fail(ErrorKind::Usage, fmt::format("--cpu {}: no such core, or it is not ours", cpu));
#else
    return fail(ErrorKind::Usage,
                fmt::format("--cpu {}: this system can't hold a program on a core", cpu));
#endif
}

Result<ReferenceServer> startServer(const ReferenceServerOptions& options) {
    constexpr int kLastPort = 65535;
    if (options.port > kLastPort) {
        return fail(ErrorKind::Usage, fmt::format("--port {}: expected a port from 0 to {}",
                                                  options.port, kLastPort));
    }
    if (options.cpu) {
        if (const auto there = stayOn(*options.cpu); !there) {
            return tl::unexpected(there.error());
        }
    }
    raiseOpenFileLimit();
    return ReferenceServer::listen(options.pace, static_cast<std::uint16_t>(options.port),
                                   options.log.has_value());
}

Result<void> serve(const ReferenceServerOptions& options) {
    auto server = startServer(options);
    if (!server) {
        return tl::unexpected(server.error());
    }
    stopAtSignals();
    if (auto told = writeStdout(fmt::format("{{\"port\":{}}}\n", server->port())); !told) {
        return told;
    }
    stopWithStdin();
    server->run(stopRequested);
    return options.log ? writeTruthLog(*options.log, server->log()) : Result<void>();
}

}  // namespace

ExitCode referenceServerCommand(const ReferenceServerOptions& options) {
    const auto served = serve(options);
    if (!served) {
        printError(served.error().message);
        return exitCodeOf(served.error().kind);
    }
    return ExitCode::Done;
}

}  // namespace sagebench::app
