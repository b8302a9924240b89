// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "CliSupport.h"
#include "TextStyle.h"
#include "support/TerminalScreen.h"

namespace sagebench::test {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

/// About a second of real time.
std::vector<std::string> shortRun(const TemporaryFolder& folder) {
    return {
        "run",    "--workload", "short,stress", "--output-tokens",      "60", "--num-requests", "3",
        "--seed", "7",          "-o",           (folder / "r").string()};
}

ProcessEnd onTerminal(const std::vector<std::string>& arguments, int columns,
                      bool noColor = false) {
    ProcessSetup setup = program(arguments);
    setup.terminal = TerminalSize{columns, 24};
    setup.stdoutIsTerminal = true;
    if (noColor) {
        setup.environment["NO_COLOR"] = "1";
    }
    return runProcess(setup);
}

TEST(Terminal, ShowsLiveProgressAndLeavesOneLineAWorkload) {
    const TemporaryFolder folder;
    const ProcessEnd end = onTerminal(shortRun(folder), 80);
    EXPECT_EQ(end.exitCode, 0);
    EXPECT_THAT(end.err, AllOf(HasSubstr("\x1b["), HasSubstr("━"), HasSubstr("in flight")));
    TerminalScreen screen(80);
    screen.write(end.err);
    EXPECT_EQ(screen.unknown(), "");
    EXPECT_THAT(screen.text(),
                AllOf(ContainsRegex(" short_input  3/3 ok  "),
                      ContainsRegex(" stress_test  3/3 ok"), HasSubstr("Results in ")));
    EXPECT_THAT(screen.text(), Not(HasSubstr("in flight")));
}

TEST(Terminal, TheTableFitsTheWidth) {
    const TemporaryFolder folder;
    for (const int columns : {60, 80, 120}) {
        ProcessSetup setup = program(virtualRun(folder.path()));
        setup.terminal = TerminalSize{columns, 24};
        setup.stdoutIsTerminal = true;
        setup.arguments.push_back("--quiet");
        sagebench(virtualRun(folder.path()));
        setup.arguments = {"report", "-i", folder.path().string()};
        std::istringstream lines(runProcess(setup).err);
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(app::columnsOf(line) - (line.ends_with('\r') ? 1 : 0), columns) << line;
        }
    }
}

TEST(Terminal, NoColorMeansPlainLines) {
    const TemporaryFolder folder;
    const ProcessEnd end = onTerminal(shortRun(folder), 80, true);
    EXPECT_THAT(end.err, AllOf(Not(HasSubstr("\x1b")),
                               HasSubstr("[1/2] short_input: 3 requests of 128 prompt and 60 "
                                         "output tokens, one after another\r\n"),
                               HasSubstr("[2/2] stress_test: done")));
}

TEST(Terminal, ADumbOneGetsPlainLines) {
    const TemporaryFolder folder;
    ProcessSetup setup = program(shortRun(folder));
    setup.terminal = TerminalSize{};
    setup.environment["TERM"] = "dumb";
    EXPECT_THAT(runProcess(setup).err, Not(HasSubstr("\x1b")));
}

TEST(Terminal, OnlyStdoutRedirectedStaysFreeOfColours) {
    const TemporaryFolder folder;
    ProcessSetup setup = program(shortRun(folder));
    setup.terminal = TerminalSize{};
    const ProcessEnd end = runProcess(setup);
    EXPECT_THAT(end.err, HasSubstr("\x1b["));
    EXPECT_THAT(end.out, AllOf(HasSubstr("short_input"), Not(HasSubstr("\x1b"))));
}

TEST(Terminal, ATypedCtrlCStopsTheRun) {
    const TemporaryFolder folder;
    ProcessSetup setup = program(longRun(folder.path()));
    setup.terminal = TerminalSize{};
    Process process(setup);
    ASSERT_TRUE(waitForLines(folder / "stress_test_requests.jsonl.part", 8));
    process.type("\x03");
    const ProcessEnd end = process.wait();
    EXPECT_EQ(end.exitCode, 130);
    const std::string screen = screenAfter(end.err, 80);
    EXPECT_THAT(screen,
                AllOf(HasSubstr("Stopping"), HasSubstr("! stress_test"), HasSubstr("interrupted")));
    EXPECT_EQ(jsonOf(folder / "stress_test_metrics.json")["interrupted"], true);
}

}  // namespace
}  // namespace sagebench::test
