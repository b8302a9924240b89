// SPDX-License-Identifier: GPL-3.0-or-later
// What is written is read back, and computed again from the journals.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/Files.h"
#include "core/report/SampleRun.h"
#include "record/Journal.h"
#include "record/ResultsFolder.h"
#include "report/JsonReport.h"
#include "report/ResultReader.h"
#include "report/ResultWriter.h"
#include "support/JsonSchema.h"
#include "support/TemporaryFolder.h"
#include "telemetry/FigureSamples.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class ResultFiles : public testing::Test {
  protected:
    static void must(const Result<void>& done) { ASSERT_TRUE(done) << done.error().message; }

    void writeJournal(const test::SampleWorkload& workload, bool finished = true) {
        auto journal = JournalWriter::open(journalPath(folder_.path(), workload.context.spec.name),
                                           run_.info.id);
        for (const RequestRecord& record : workload.records) {
            must(journal->append(record));
        }
        must(finished ? journal->finish() : journal->flush());
    }

    /// As the engine leaves it: memory while a workload runs, its figures when it has ended.
    void writeTelemetry() {
        std::string lines;
        const auto add = [&](const TelemetrySample& sample) {
            lines += telemetryLine(sample) + '\n';
        };
        const auto addAll = [&](const test::SampleWorkload& workload, Nanos at) {
            for (const TelemetrySample& sample : toSamples(workload.context, at)) {
                add(sample);
            }
        };
        add({std::chrono::milliseconds(99), "process", "rss_mb", 488.75});
        add({std::chrono::milliseconds(200), "process", "rss_mb", 512.25});
        addAll(run_.shortInput, std::chrono::milliseconds(330));
        addAll(run_.stressTest, std::chrono::milliseconds(1500));
        must(writeFileAtomically(telemetryPath(folder_.path()), lines));
    }

    std::vector<std::string> writeAll() {
        return writeResults(folder_.path(), run_.summary(),
                            [&](const std::string& workload) -> std::unique_ptr<RecordSource> {
                                const auto& sample =
                                    workload == "short_input" ? run_.shortInput : run_.stressTest;
                                return std::make_unique<SpanRecordSource>(sample.records);
                            })
            .value();
    }

    std::string textOf(const std::string& name) const { return readFile(folder_ / name).value(); }

    std::string errorOf(const fs::path& input) const {
        const auto read = readResults(input);
        return read ? "" : read.error().message;
    }

    test::TemporaryFolder folder_;
    test::SampleRun run_ = test::sampleRun();
};

TEST_F(ResultFiles, areThoseOfThePlansExports) {
    EXPECT_THAT(writeAll(),
                ElementsAre("short_input_metrics.json", "stress_test_metrics.json", "REPORT.md",
                            "benchmark_summary.csv", "benchmark_summary.json",
                            "short_input_vllm.json", "stress_test_vllm.json"));
    EXPECT_EQ(textOf("short_input_metrics.json"), metricsJson(run_.summary().workloads[0]));
    EXPECT_EQ(test::validateAgainst("vllm", textOf("stress_test_vllm.json")), "");
    EXPECT_EQ(test::validateAgainst("summary", textOf("benchmark_summary.json")), "");
}

TEST_F(ResultFiles, withoutExportsAreOnlyTheMetrics) {
    run_.info.plan.output.exports.clear();
    EXPECT_THAT(writeAll(), ElementsAre("short_input_metrics.json", "stress_test_metrics.json",
                                        "benchmark_summary.json"));
    EXPECT_FALSE(fs::exists(folder_ / "REPORT.md"));
}

TEST_F(ResultFiles, replaceThePartOfTheBeginning) {
    must(writeSummaryPart(folder_.path(), run_.info));
    EXPECT_EQ(test::validateAgainst("summary", textOf("benchmark_summary.json.part")), "");
    writeAll();
    EXPECT_FALSE(fs::exists(folder_ / "benchmark_summary.json.part"));
}

TEST_F(ResultFiles, anErrorNamesTheFileThatCannotBeWritten) {
    fs::create_directory(folder_ / "REPORT.md");
    const auto written = writeResults(folder_.path(), run_.summary(), [&](const std::string&) {
        return std::make_unique<SpanRecordSource>(run_.shortInput.records);
    });
    ASSERT_FALSE(written.has_value());
    EXPECT_THAT(written.error().message, HasSubstr("REPORT.md"));
    EXPECT_FALSE(fs::exists(folder_ / "benchmark_summary.json")) << "the summary comes last";
}

TEST_F(ResultFiles, aSummaryIsReadAsItIs) {
    writeAll();
    const auto read = readResults(folder_ / "benchmark_summary.json");
    EXPECT_EQ(summaryJson(*read), textOf("benchmark_summary.json"));
}

TEST_F(ResultFiles, aFolderIsComputedAgainToTheLastDigit) {
    writeJournal(run_.shortInput);
    writeJournal(run_.stressTest);
    writeTelemetry();
    writeAll();
    const auto read = readResults(folder_.path());
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(summaryJson(*read), textOf("benchmark_summary.json"));
}

TEST_F(ResultFiles, withoutTelemetryTheSummaryTellsOfTheEngine) {
    writeJournal(run_.shortInput);
    writeJournal(run_.stressTest);
    writeAll();
    EXPECT_EQ(summaryJson(*readResults(folder_.path())), textOf("benchmark_summary.json"));
}

TEST_F(ResultFiles, figuresComeFromTheJournalNotFromTheSummary) {
    run_.shortInput.records.pop_back();
    writeJournal(run_.shortInput);
    run_ = test::sampleRun();
    writeAll();
    const auto read = readResults(folder_.path());
    ASSERT_EQ(read->workloads.size(), 2u);
    EXPECT_EQ(read->workloads[0].totalRequests, 2u);
    EXPECT_EQ(read->workloads[1].name, "stress_test") << "no journal: as the summary has it";
    EXPECT_EQ(read->workloads[1].totalRequests, 5u);
}

TEST_F(ResultFiles, oneJournalIsOneWorkload) {
    writeJournal(run_.shortInput);
    writeJournal(run_.stressTest);
    writeTelemetry();
    writeAll();
    const auto read = readResults(folder_ / "stress_test_requests.jsonl");
    ASSERT_EQ(read->workloads.size(), 1u);
    EXPECT_EQ(metricsJson(read->workloads[0]), textOf("stress_test_metrics.json"));
    EXPECT_EQ(read->run, run_.info);
}

TEST_F(ResultFiles, aKilledRunShowsWhatItsJournalsHold) {
    must(writeSummaryPart(folder_.path(), run_.info));
    writeJournal(run_.shortInput);
    run_.stressTest.records.resize(2);
    writeJournal(run_.stressTest, false);
    std::ofstream(folder_ / "stress_test_requests.jsonl.part", std::ios::app)
        << "{\"schema_version\":1,\"in";
    for (const char* input : {"", "benchmark_summary.json.part"}) {
        const auto read = readResults(folder_ / input);
        ASSERT_TRUE(read.has_value()) << read.error().message;
        EXPECT_TRUE(read->incomplete);
        EXPECT_EQ(read->run, run_.info);
        ASSERT_EQ(read->workloads.size(), 2u);
        EXPECT_EQ(read->workloads[0].totalRequests, 3u);
        EXPECT_FALSE(read->workloads[0].interrupted);
        EXPECT_EQ(read->workloads[1].totalRequests, 2u);
        EXPECT_TRUE(read->workloads[1].interrupted);
    }
    const auto part = readResults(folder_ / "stress_test_requests.jsonl.part");
    EXPECT_EQ(part->workloads.size(), 1u);
    const auto named = readResults(folder_ / "stress_test_requests.jsonl");
    EXPECT_EQ(summaryJson(*named), summaryJson(*part)) << "the part stands in for the journal";
}

TEST_F(ResultFiles, aJournalAloneHasFiguresButNoDate) {
    writeJournal(run_.stressTest);
    const auto read = readResults(folder_.path());
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_FALSE(read->hasRun);
    EXPECT_FALSE(read->incomplete);
    ASSERT_EQ(read->workloads.size(), 1u);
    EXPECT_EQ(read->workloads[0].name, "stress_test");
    EXPECT_EQ(read->workloads[0].e2el, run_.summary().workloads[1].e2el);
    EXPECT_FALSE(read->workloads[0].startTime.has_value());
    EXPECT_EQ(test::validateAgainst("summary", summaryJson(*read)), "");
}

TEST_F(ResultFiles, workloadsStandInTheOrderInWhichTheyRan) {
    run_.stressTest.context.spec.name = "a_later_one";
    writeJournal(run_.stressTest);
    writeJournal(run_.shortInput);
    const auto read = readResults(folder_.path());
    EXPECT_EQ(read->workloads[0].name, "short_input");
    EXPECT_EQ(read->workloads[1].name, "a_later_one");
}

TEST_F(ResultFiles, whatIsNotThereIsAnError) {
    EXPECT_THAT(errorOf(folder_.path()), HasSubstr("no results here"));
    EXPECT_THAT(errorOf(folder_ / "nowhere"), HasSubstr("nowhere"));
    EXPECT_THAT(errorOf(folder_ / "x_requests.jsonl"), HasSubstr("x_requests.jsonl"));
}

TEST_F(ResultFiles, aBrokenJournalIsAnErrorWithItsLine) {
    writeJournal(run_.shortInput);
    std::ofstream(folder_ / "short_input_requests.jsonl", std::ios::app) << "not JSON\n";
    EXPECT_THAT(errorOf(folder_.path()),
                HasSubstr("short_input_requests.jsonl:5: not a JSON object"));
}

/// Judges by another SLO than the run had.
void byTtft72(RunPlan& plan) {
    plan.slo.limits = parseSlos("ttft=72ms").value();
}

TEST_F(ResultFiles, recordsAreJudgedByTheRunsOwnGoals) {
    run_.info.plan.slo.limits = parseSlos("ttft=72ms,p90:itl=10ms").value();
    run_.shortInput.context.slo = run_.stressTest.context.slo = run_.info.plan.slo;
    writeJournal(run_.shortInput);
    writeJournal(run_.stressTest);
    writeAll();
    const auto read = readResults(folder_.path());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->workloads[1].goodputFraction, 0.4);
    EXPECT_EQ(summaryJson(*read), textOf("benchmark_summary.json"));
}

TEST_F(ResultFiles, recordsAreJudgedByOtherGoalsThanTheRuns) {
    writeJournal(run_.shortInput);
    writeJournal(run_.stressTest);
    writeAll();
    for (const char* input : {"", "stress_test_requests.jsonl"}) {
        const auto read = readResults(folder_ / input, byTtft72);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(read->workloads.back().goodputFraction, 0.4);
        EXPECT_EQ(read->workloads.back().sloMet, false);
        EXPECT_EQ(read->run.plan.slo.limits.size(), 1u);
    }
}

TEST_F(ResultFiles, withoutRecordsThereIsNothingToJudgeByAnotherSlo) {
    writeAll();
    for (const char* input : {"", "benchmark_summary.json"}) {
        const auto read = readResults(folder_ / input, byTtft72);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().kind, ErrorKind::Input);
        EXPECT_THAT(read.error().message,
                    HasSubstr("no records of short_input here to judge by another SLO"));
    }
    EXPECT_TRUE(readResults(
        folder_.path(), [](RunPlan& plan) { plan.contract = selectContract("year1").value(); }));
}

}  // namespace
}  // namespace sagebench
