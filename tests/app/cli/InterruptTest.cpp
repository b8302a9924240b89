// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>

#include "CliSupport.h"
#include "support/FaultServer.h"
#include "support/TerminalScreen.h"

namespace sagebench::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

fs::path partIn(const TemporaryFolder& folder) {
    return folder / "stress_test_requests.jsonl.part";
}

void expectMarkedResults(const TemporaryFolder& folder) {
    const auto summary = jsonOf(folder / "benchmark_summary.json");
    const auto metrics = summary["workloads"]["stress_test"];
    EXPECT_EQ(metrics["interrupted"], true);
    EXPECT_GE(metrics["successful_requests"], 8);
    EXPECT_LT(metrics["successful_requests"], 2000);
    EXPECT_EQ(metrics["failed_requests"], 0);
    EXPECT_EQ(metrics, jsonOf(folder / "stress_test_metrics.json"));
    EXPECT_EQ(linesIn(folder / "stress_test_requests.jsonl"),
              metrics["total_requests"].get<std::size_t>() +
                  metrics["cancelled_requests"].get<std::size_t>());
    EXPECT_THAT(filesIn(folder.path()),
                AllOf(Contains("REPORT.md"), Contains("stress_test_vllm.json"),
                      Each(Not(testing::EndsWith(".part")))));
}

class InterruptedBy : public testing::TestWithParam<int> {};

TEST_P(InterruptedBy, OnceWritesWhatWasMeasured) {
    const TemporaryFolder folder;
    Process process(program(longRun(folder.path())));
    ASSERT_TRUE(waitForLines(partIn(folder), 8));
    process.sendSignal(GetParam());
    const ProcessEnd end = process.wait();
    EXPECT_EQ(end.exitCode, 130);
    EXPECT_THAT(end.err, AllOf(HasSubstr("Stopping"), HasSubstr("stress_test: interrupted"),
                               HasSubstr("(interrupted")));
    EXPECT_THAT(end.out, HasSubstr("stress_test"));
    expectMarkedResults(folder);
}

INSTANTIATE_TEST_SUITE_P(Signal, InterruptedBy, testing::Values(SIGINT, SIGTERM));

TEST(Interrupt, TwiceLeavesAtOnceAndTheJournalIsThere) {
    const TemporaryFolder folder;
    Process process(program(longRun(folder.path())));
    ASSERT_TRUE(waitForLines(partIn(folder), 8));
    // Both at one moment, so that the stop which the first asks for can't be over before the
    // second; two of a kind would be taken for one.
    for (const int signal : {SIGSTOP, SIGINT, SIGTERM, SIGCONT}) {
        process.sendSignal(signal);
    }
    const ProcessEnd end = process.wait();
    EXPECT_EQ(end.exitCode, 130);
    EXPECT_FALSE(fs::exists(folder / "benchmark_summary.json"));
    EXPECT_GE(linesIn(partIn(folder)), 8u);
}

TEST(Interrupt, BeforeTheServerHasAnsweredLeavesNothing) {
    const TemporaryFolder folder;
    FaultServer server([](const ReceivedRequest&) { return Answer().stall(); });
    ProcessSetup setup =
        program({"run", "--backend", "openai", "--base-url",
                 fmt::format("http://127.0.0.1:{}", server.port()), "-o", folder.path().string()});
    setup.terminal = TerminalSize{};
    Process process(setup);
    ASSERT_TRUE(process.waitFor("connecting"));
    process.type("\x03");
    const ProcessEnd end = process.wait();
    EXPECT_EQ(end.exitCode, 130);
    EXPECT_THAT(screenAfter(end.err, 80), HasSubstr("Interrupted before anything was measured."));
    EXPECT_THAT(filesIn(folder.path()), testing::IsEmpty());
}

TEST(Interrupt, AKilledRunLosesNoMoreThanTheLastSecond) {
    const TemporaryFolder folder;
    {
        Process process(program(longRun(folder.path())));
        ASSERT_TRUE(waitForLines(partIn(folder), 40));
        process.sendSignal(SIGKILL);
        EXPECT_EQ(process.wait().signal, SIGKILL);
    }
    const ProcessEnd end =
        sagebench({"report", "--input", folder.path().string(), "--format", "json"});
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.err, HasSubstr("incomplete"));
    const auto summary = nlohmann::json::parse(end.out);
    EXPECT_GE(summary["workloads"]["stress_test"]["successful_requests"], 40);
    EXPECT_EQ(summary["run"]["seed"], 7);
    EXPECT_THAT(sagebench({"report", "-i", folder.path().string()}).out, HasSubstr("ncomplete"));
    EXPECT_THAT(sagebench({"report", "-i", partIn(folder).string(), "--format", "markdown"}).out,
                HasSubstr("ncomplete"));
}

TEST(Interrupt, TheNextRunKeepsWhatAKilledOneLeft) {
    const TemporaryFolder folder;
    {
        Process process(program(longRun(folder.path())));
        ASSERT_TRUE(waitForLines(partIn(folder), 8));
        process.sendSignal(SIGKILL);
        process.wait();
    }
    EXPECT_EQ(sagebench(virtualRun(folder.path())).exitCode, 0);
    bool kept = false;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "previous")) {
        kept = kept || entry.path().filename() == "stress_test_requests.jsonl.part";
    }
    EXPECT_TRUE(kept);
}

}  // namespace
}  // namespace sagebench::test
