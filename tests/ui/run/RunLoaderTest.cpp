// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/RunLoader.h"

#include <gmock/gmock.h>

#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include "base/Files.h"
#include "report/JsonReport.h"
#include "support/TemporaryFolder.h"
#include "ui/pages/MockRun.h"
#include "ui/support/ForeignFiles.h"

namespace sagebench::ui {
namespace {

namespace fs = std::filesystem;
using sagebench::test::TemporaryFolder;
using testing::HasSubstr;

const fs::path kExamples = fs::path(SAGEBENCH_SOURCE_DIR) / "examples";

class RunLoaderTest : public testing::Test {
  protected:
    void runThere() { ASSERT_TRUE(test::runMock(test::mockPlan(folder.path()))); }
    void expectBothWorkloads(const Result<StoredRun>& run) {
        ASSERT_TRUE(run) << run.error().message;
        ASSERT_EQ(run->workloads.size(), 2u);
        EXPECT_EQ(run->workloads[0].spec, test::mockPlan(folder.path()).workloads[0]);
        EXPECT_EQ(run->rows.size(), 9u + 20u);
        EXPECT_EQ(run->rows.back().workload, 1);
        EXPECT_EQ(run->workloads[0].series->totals().ok, 6u);
        EXPECT_EQ(run->workloads[1].series->totals().ok, 20u);
        EXPECT_EQ(run->workloads[1].metrics->successfulRequests, 20u);
        EXPECT_TRUE(run->recordsOf("burst"));
        EXPECT_FALSE(run->recordsOf("other"));
    }

    TemporaryFolder folder;
};

TEST_F(RunLoaderTest, aFolder) {
    runThere();
    expectBothWorkloads(loadRun(folder.path()));
    EXPECT_EQ(loadRun(folder.path())->origin, folder.path());
}

TEST_F(RunLoaderTest, aSummaryWithTheJournalsBesideIt) {
    runThere();
    expectBothWorkloads(loadRun(folder / "benchmark_summary.json"));
}

TEST_F(RunLoaderTest, oneJournal) {
    runThere();
    const auto run = loadRun(folder / "burst_requests.jsonl");
    ASSERT_TRUE(run);
    ASSERT_EQ(run->workloads.size(), 1u);
    EXPECT_EQ(run->workloads[0].spec.name, "burst");
    EXPECT_EQ(run->rows.size(), 20u);
    EXPECT_EQ(run->rows[0].workload, 0);
}

TEST_F(RunLoaderTest, whatAnInterruptedRunLeft) {
    runThere();
    fs::rename(folder / "burst_requests.jsonl", folder / "burst_requests.jsonl.part");
    fs::remove(folder / "benchmark_summary.json");
    std::ofstream(folder / "burst_requests.jsonl.part", std::ios::app) << "{\"cut of";
    const auto run = loadRun(folder.path());
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_TRUE(run->summary.incomplete);
    ASSERT_EQ(run->workloads.size(), 2u);
    EXPECT_TRUE(run->workloads[1].metrics->interrupted);
    EXPECT_EQ(run->rows.size(), 29u);
}

TEST_F(RunLoaderTest, aSummaryAloneHasNoRequests) {
    const auto run = loadRun(kExamples / "sample_benchmark_summary.json");
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run->workloads.size(), 3u);
    EXPECT_TRUE(run->rows.empty());
    EXPECT_TRUE(run->workloads[0].series->empty());
    EXPECT_FALSE(run->recordsOf(run->workloads[0].spec.name));
}

TEST_F(RunLoaderTest, aFileOfTheFirstContract) {
    ASSERT_TRUE(writeFileAtomically(
        folder / "benchmark_summary.json",
        R"({"workloads": {"old": {"avg_ttft_ms": 12.5}}, "overall": {"total_workloads": 1}})"));
    const auto run = loadRun(folder.path());
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_FALSE(run->summary.hasRun);
    ASSERT_EQ(run->workloads.size(), 1u);
    EXPECT_EQ(run->workloads[0].spec.name, "old");
    EXPECT_EQ(run->workloads[0].metrics->ttft.avg, 12.5);
}

TEST_F(RunLoaderTest, brokenFilesAreNamedWithTheirLine) {
    runThere();
    std::string journal = readFile(folder / "small_requests.jsonl").value();
    journal.insert(journal.find('\n') + 1, "{\"index\": 1, oops}\n");
    ASSERT_TRUE(writeFileAtomically(folder / "small_requests.jsonl", journal));
    const auto run = loadRun(folder.path());
    ASSERT_FALSE(run);
    EXPECT_EQ(run.error().kind, ErrorKind::Input);
    EXPECT_THAT(run.error().message, HasSubstr("small_requests.jsonl:2"));
}

TEST_F(RunLoaderTest, aSummaryThatIsNoneIsNamedWithItsLine) {
    ASSERT_TRUE(
        writeFileAtomically(folder / "benchmark_summary.json",
                            "{\n \"workloads\": {\n  \"x\": {\"avg_ttft_ms\": \"fast\"}}}"));
    const auto run = loadRun(folder.path());
    ASSERT_FALSE(run);
    EXPECT_THAT(run.error().message, HasSubstr("benchmark_summary.json:3"));
}

TEST_F(RunLoaderTest, aResultFileOfVllm) {
    ASSERT_TRUE(writeFileAtomically(folder / "openai-chat-inf.json", test::vllmFile()));
    const auto run = loadRun(folder / "openai-chat-inf.json");
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run->origin, folder / "openai-chat-inf.json");
    ASSERT_EQ(run->workloads.size(), 1u);
    EXPECT_EQ(run->workloads[0].spec.name, "openai-chat-inf");
    const WorkloadMetrics& metrics = *run->workloads[0].metrics;
    EXPECT_EQ(metrics.successfulRequests, 3u);
    EXPECT_DOUBLE_EQ(metrics.ttft.p50.value(), 200);
    EXPECT_THAT(metrics.warnings.front(), HasSubstr("imported from a result file of vLLM"));
    ASSERT_EQ(run->rows.size(), 4u);
    EXPECT_EQ(run->rows[2].brief.sent, Stamp(std::chrono::milliseconds(200)));
    EXPECT_EQ(run->rows[3].brief.outcome, Outcome::Failed);
    EXPECT_FALSE(run->workloads[0].series->empty());
    EXPECT_TRUE(run->recordsOf("openai-chat-inf"));
    EXPECT_FALSE(run->recordsOf("other"));
}

TEST_F(RunLoaderTest, runsOfSglangHaveNoTimes) {
    ASSERT_TRUE(writeFileAtomically(folder / "out.jsonl", test::sglangFile()));
    const auto run = loadRun(folder / "out.jsonl");
    ASSERT_TRUE(run) << run.error().message;
    ASSERT_EQ(run->workloads.size(), 2u);
    EXPECT_EQ(run->workloads[1].spec.name, "after");
    EXPECT_TRUE(run->workloads[1].series->empty());
    EXPECT_EQ(run->workloads[1].series->totals().ok, 2u);
    ASSERT_EQ(run->rows.size(), 4u);
    EXPECT_EQ(run->rows[3].workload, 1);
    EXPECT_FALSE(run->rows[3].brief.sent);
    EXPECT_FALSE(run->rows[3].brief.lastToken);
    EXPECT_DOUBLE_EQ(run->rows[3].brief.ttftMs.value(), 70);
}

TEST_F(RunLoaderTest, figuresOfAnImportedRunByItsOwnToolsDefinitions) {
    ASSERT_TRUE(writeFileAtomically(folder / "chat.json", test::vllmFile()));
    RunDocument document;
    document.open(std::move(*loadRun(folder / "chat.json")));
    const auto view = document.definitionsOf()({BenchTool::SageBench, BenchTool::Vllm});
    ASSERT_TRUE(view) << view.error().message;
    EXPECT_EQ(view->workloads.at(0).tools.at(1).ttft.bound, FigureBound::Exact);
    EXPECT_EQ(view->workloads.at(0).tools.at(1).ttft.figures.p50, 200);
    EXPECT_FALSE(view->workloads.at(0).remarks.empty());
}

TEST_F(RunLoaderTest, ourOwnVllmExportIsAnImportedRun) {
    runThere();
    const auto run = loadRun(folder / "burst_vllm.json");
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run->workloads.at(0).metrics->successfulRequests, 20u);
}

TEST_F(RunLoaderTest, aForeignFileWithoutRequestsSaysWhichOptionMakesThem) {
    ASSERT_TRUE(writeFileAtomically(folder / "totals.json", R"({"num_prompts": 4, "mean": 1})"));
    const auto run = loadRun(folder / "totals.json");
    ASSERT_FALSE(run);
    EXPECT_THAT(run.error().message, HasSubstr("totals.json:1: "));
    EXPECT_THAT(run.error().message, HasSubstr("--save-detailed"));
}

TEST_F(RunLoaderTest, nothingThereIsAnErrorWithThePath) {
    EXPECT_THAT(loadRun(folder.path()).error().message, HasSubstr(folder.path().string()));
    const auto missing = loadRun(folder / "missing.json");
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().message, HasSubstr("missing.json"));
}

TEST_F(RunLoaderTest, loadsOnAThreadOfItsOwn) {
    runThere();
    RunLoader loader;
    QSignalSpy loaded(&loader, &RunLoader::loaded);
    loader.load(folder.path());
    EXPECT_TRUE(loader.isLoading());
    EXPECT_EQ(loaded.count(), 0);
    ASSERT_TRUE(loaded.wait());
    EXPECT_FALSE(loader.isLoading());
    const auto run = loaded[0][0].value<std::shared_ptr<StoredRun>>();
    EXPECT_EQ(run->workloads.size(), 2u);
    RunDocument document;
    document.open(std::move(*run));
    EXPECT_EQ(document.rows().size(), 29u);
}

TEST_F(RunLoaderTest, theNewestLoadWins) {
    runThere();
    RunLoader loader;
    QSignalSpy loaded(&loader, &RunLoader::loaded);
    QSignalSpy failed(&loader, &RunLoader::failed);
    loader.load(folder / "missing.json");
    loader.load(folder / "small_requests.jsonl");
    loader.load(folder.path());
    ASSERT_TRUE(loaded.wait());
    QTest::qWait(50);
    EXPECT_EQ(loaded.count(), 1);
    EXPECT_EQ(failed.count(), 0);
    EXPECT_EQ(loaded[0][0].value<std::shared_ptr<StoredRun>>()->workloads.size(), 2u);
}

TEST_F(RunLoaderTest, tellsWhatCanNotBeLoaded) {
    RunLoader loader;
    QSignalSpy failed(&loader, &RunLoader::failed);
    loader.load(folder / "missing.json");
    ASSERT_TRUE(failed.wait());
    EXPECT_FALSE(loader.isLoading());
    EXPECT_THAT(failed[0][0].value<Error>().message, HasSubstr("missing.json"));
}

TEST_F(RunLoaderTest, mayGoAwayWhileItLoads) {
    runThere();
    RunLoader loader;
    loader.load(folder.path());
}

}  // namespace
}  // namespace sagebench::ui
