// SPDX-License-Identifier: GPL-3.0-or-later
// paced-server CPU LOG: serves on a free loopback port (printed on stdout), pinned to CPU; at
// SIGTERM it writes a line a request to LOG: the receive stamp, then the departures
// (CLOCK_REALTIME, ns).
#include <fmt/format.h>
#include <fmt/os.h>
#include <fmt/ranges.h>
#include <sched.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "PacedServer.h"

namespace {

volatile int stopped = 0;

void pinTo(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(cpu), &set);
    sched_setaffinity(0, sizeof set, &set);
}

void raiseFileLimit() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        fmt::print(stderr, "usage: paced-server CPU LOG\n");
        return 2;
    }
    try {
        pinTo(std::atoi(argv[1]));
        raiseFileLimit();
        std::signal(SIGTERM, [](int) { stopped = 1; });
        sagebench::bench::PacedServer server({});
        fmt::print("{}\n", server.port());
        std::fflush(stdout);
        server.run(&stopped);
        auto log = fmt::output_file(argv[2]);
        for (const auto& truth : server.log()) {
            log.print("{} {}\n", truth.received, fmt::join(truth.departures, " "));
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "paced-server: {}\n", error.what());
        return 1;
    }
    return 0;
}
