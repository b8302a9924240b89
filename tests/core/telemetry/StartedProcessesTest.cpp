// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/StartedProcesses.h"

#include <gmock/gmock.h>

#ifdef __linux__
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <ctime>

#include "base/AllowedCores.h"

namespace sagebench {
namespace {

using namespace std::chrono_literals;

void use20MsOfCpu() {
    timespec used{};
    while (used.tv_sec == 0 && used.tv_nsec < 20'000'000) {
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    }
}

/// A process that has used 20 ms of CPU, and waits.
class Child {
  public:
    Child() {
        std::array<int, 2> pipe{};
        EXPECT_EQ(::pipe(pipe.data()), 0);
        id_ = fork();
        if (id_ == 0) {
            use20MsOfCpu();
            _exit(write(pipe[1], "!", 1) == 1 ? pause() : 1);
        }
        char said = 0;
        EXPECT_EQ(read(pipe[0], &said, 1), 1);
        close(pipe[0]);
        close(pipe[1]);
    }
    ~Child() { end(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void end() {
        if (id_ > 0) {
            kill(id_, SIGKILL);
            waitpid(id_, nullptr, 0);
        }
        id_ = 0;
    }

  private:
    pid_t id_ = 0;
};

TEST(StartedProcesses, areThoseThatThereAre) {
    EXPECT_EQ(StartedProcesses::now().cpuTime(), 0ns) << "none yet";
    const Child one;
    const Nanos ofOne = StartedProcesses::now().cpuTime();
    EXPECT_GE(ofOne, 20ms);
    const Child two;
    EXPECT_GE(StartedProcesses::now().cpuTime(), ofOne + 20ms);
}

TEST(StartedProcesses, keepTheTimeOfOneThatEnds) {
    Child one;
    StartedProcesses started = StartedProcesses::now();
    const Nanos time = started.cpuTime();
    one.end();
    EXPECT_EQ(started.cpuTime(), time);
    EXPECT_EQ(StartedProcesses::now().cpuTime(), 0ns);
}

TEST(StartedProcesses, doNotCountWhereTheyMayUseCoresThatThisProcessMayNot) {
    const Child onAllCores;
    const SparedCore spared;
    if (!spared.core()) {
        GTEST_SKIP() << "needs two cores";
    }
    EXPECT_EQ(StartedProcesses::now().cpuTime(), 0ns);
    const Child onOurs;
    EXPECT_GE(StartedProcesses::now().cpuTime(), 20ms);
}

}  // namespace
}  // namespace sagebench
#endif
