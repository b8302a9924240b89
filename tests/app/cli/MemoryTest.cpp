// SPDX-License-Identifier: GPL-3.0-or-later
// Memory of a run: at most 16 bytes a token event and 1 KiB a request above what a small run needs.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

/// Peak resident memory of the program in bytes; -1 when it failed.
long peakMemoryOfRun(int requests, int tokens) {
    test::TemporaryFolder folder;
    std::vector<std::string> arguments = {SAGEBENCH_BINARY,
                                          "run",
                                          "--quiet",
                                          "--backend-option",
                                          "pace=virtual",
                                          "--backend-option",
                                          "kv_tokens=16384",
                                          "--workload",
                                          "short",
                                          "--concurrency",
                                          "8",
                                          "--num-requests",
                                          std::to_string(requests),
                                          "--output-tokens",
                                          std::to_string(tokens),
                                          "--output",
                                          folder.path().string()};
    std::vector<char*> argv;
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    const pid_t pid = fork();
    if (pid == 0) {
        execv(argv[0], argv.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(pid, &status, 0, &usage);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? usage.ru_maxrss * 1024L : -1;
}

TEST(Memory, growsByAtMost16BytesATokenEventAnd1KiBARequest) {
    constexpr long kRequests = 1000;
    constexpr long kTokens = 1000;
    const long small = peakMemoryOfRun(8, 8);
    const long large = peakMemoryOfRun(kRequests, kTokens);
    ASSERT_GT(small, 0);
    ASSERT_GT(large, 0);
    RecordProperty("growth_bytes", std::to_string(large - small));
    EXPECT_LE(large - small, 16 * kRequests * kTokens + 1024 * kRequests)
        << "a small run takes " << small << ", a million token events " << large;
}

}  // namespace
}  // namespace sagebench
