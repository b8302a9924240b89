// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProgressPrinter.h"

#include <gmock/gmock.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "support/TerminalScreen.h"

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;

/// A FILE* that is a terminal, and what was written to it.
class FakeTerminal {
  public:
    explicit FakeTerminal(unsigned short columns) {
        winsize size{24, columns, 0, 0};
        int slave = -1;
        EXPECT_EQ(openpty(&master_, &slave, nullptr, nullptr, &size), 0);
        stream_ = fdopen(slave, "w");
    }
    ~FakeTerminal() {
        std::fclose(stream_);
        close(master_);
    }
    std::FILE* stream() { return stream_; }
    void resize(unsigned short columns) {
        winsize size{24, columns, 0, 0};
        ioctl(master_, TIOCSWINSZ, &size);
    }
    /// All that was written since the last call. The kernel brings it over in its own time: a mark
    /// that we send behind it says when it is all there.
    std::string take() {
        constexpr char kMark = '\x05';
        std::fputc(kMark, stream_);
        std::fflush(stream_);
        std::string text;
        while (!text.ends_with(kMark)) {
            char buffer[4096];
            text.append(buffer, static_cast<std::size_t>(read(master_, buffer, sizeof buffer)));
        }
        text.pop_back();
        return text;
    }

  private:
    int master_ = -1;
    std::FILE* stream_ = nullptr;
};

class ProgressPrinterTest : public testing::Test {
  protected:
    ProgressPrinterTest() {
        setenv("TERM", "xterm-256color", 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        unsetenv("NO_COLOR");
        plan_.workloads.resize(2);
        plan_.workloads[0].name = "one";
        plan_.workloads[1].name = "second";
        plan_.workloads[1].numRequests = 4;
    }

    static RunSnapshot at(int index, const std::string& name, std::uint64_t done) {
        RunSnapshot s;
        s.workload = name;
        s.workloadIndex = index;
        s.workloadCount = 2;
        s.phase = RunPhase::Running;
        s.total = 4;
        s.ok = done;
        return s;
    }
    static WorkloadMetrics finished(const std::string& name) {
        WorkloadMetrics m;
        m.name = name;
        m.totalRequests = m.successfulRequests = 4;
        return m;
    }

    RunPlan plan_;
    TimePoint t0_{};
};

TEST_F(ProgressPrinterTest, RedrawsInPlaceAndLeavesOneLineAWorkload) {
    FakeTerminal terminal(50);
    test::TerminalScreen screen(50);
    ProgressPrinter printer(plan_, terminal.stream());
    printer.note("Measuring");
    printer.show(at(0, "one", 1), t0_);
    printer.show(at(0, "one", 2), t0_ + 100ms);
    screen.write(terminal.take());
    EXPECT_EQ(screen.text(),
              "Measuring\n"
              " ▸ one     1/2  ━━━━━━━━━━╸──────────  2/4   50 %\n"
              "   0 in flight · 0 errors · TTFT p50 n/a");
    printer.workloadFinished(finished("one"));
    printer.show(at(1, "second", 0), t0_ + 200ms);
    printer.clear();
    screen.write(terminal.take());
    EXPECT_EQ(screen.text(),
              "Measuring\n"
              " ✓ one     4/4 ok  TTFT p50     n/a");
    EXPECT_EQ(screen.unknown(), "");
}

TEST_F(ProgressPrinterTest, DrawsAtMostTenTimesASecond) {
    FakeTerminal terminal(80);
    ProgressPrinter printer(plan_, terminal.stream());
    int draws = 0;
    for (int ms = 0; ms < 1000; ms += 33) {
        printer.show(at(0, "one", 1), t0_ + std::chrono::milliseconds(ms));
        draws += !terminal.take().empty();
    }
    EXPECT_LE(draws, 10);
    EXPECT_GE(draws, 7);
}

TEST_F(ProgressPrinterTest, FollowsTheTerminalWhenItGetsNarrower) {
    FakeTerminal terminal(80);
    ProgressPrinter printer(plan_, terminal.stream());
    printer.show(at(0, "one", 1), t0_);
    terminal.take();
    terminal.resize(40);
    printer.show(at(0, "one", 2), t0_ + 1s);
    // Both lines of 79 and 60 columns take two rows now.
    EXPECT_THAT(terminal.take(), testing::StartsWith("\r\x1b[4A"));
}

TEST_F(ProgressPrinterTest, WritesPlainLinesWhereColoursAreOff) {
    setenv("NO_COLOR", "1", 1);
    FakeTerminal terminal(80);
    ProgressPrinter printer(plan_, terminal.stream());
    printer.show(at(0, "one", 0), t0_);
    printer.show(at(0, "one", 1), t0_ + 1s);
    printer.show(at(0, "one", 2), t0_ + 10s);
    printer.show(at(0, "one", 3), t0_ + 11s);
    printer.workloadFinished(finished("one"));
    printer.workloadFinished(finished("second"));
    EXPECT_EQ(
        terminal.take(),
        "[1/2] one: requests, one after another\r\n"
        "[1/2] one: 2/4 done, 0 in flight, 0 errors, TTFT p50 n/a, n/a tok/s\r\n"
        "[1/2] one: done in n/a: 4 ok, 0 failed, TTFT p50 n/a, TPOT p50 n/a, n/a tok/s\r\n"
        "[2/2] second: 4 requests, one after another\r\n"
        "[2/2] second: done in n/a: 4 ok, 0 failed, TTFT p50 n/a, TPOT p50 n/a, n/a tok/s\r\n");
}

}  // namespace
}  // namespace sagebench::app
