// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/DefinitionsReport.h"

#include <gmock/gmock.h>

#include "core/report/SampleRun.h"
#include "record/Journal.h"
#include "support/Golden.h"
#include "support/JsonSchema.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

DefinitionsView viewOf(const std::string& tools) {
    const test::SampleRun run = test::sampleRun();
    const auto asked = benchTools(tools).value();
    DefinitionsView view{asked, {}};
    for (const test::SampleWorkload* workload : {&run.shortInput, &run.stressTest}) {
        view.workloads.push_back(
            defineWorkload(workload->context.spec.name, asked, SpanRecordSource(workload->records))
                .value());
    }
    return view;
}

TEST(DefinitionsReport, tableIsAsExpected) {
    test::expectGolden("core/report/golden/definitions_vllm.txt",
                       definitionsTable(viewOf("vllm"), {.width = 100}));
    test::expectGolden("core/report/golden/definitions_all.txt",
                       definitionsTable(viewOf("all"), {.width = 120, .unicode = false}));
}

TEST(DefinitionsReport, markdownIsAsExpected) {
    test::expectGolden("core/report/golden/definitions_guidellm.md",
                       definitionsMarkdown(viewOf("guidellm")));
}

TEST(DefinitionsReport, jsonAndCsvAreAsExpected) {
    const std::string json = definitionsJson(viewOf("mlperf"));
    test::expectGolden("core/report/golden/definitions_mlperf.json", json);
    EXPECT_EQ(test::validateAgainst("definitions", json), "");
    EXPECT_EQ(test::validateAgainst("definitions", definitionsJson(viewOf("all"))), "");
    test::expectGolden("core/report/golden/definitions_mlperf.csv",
                       definitionsCsv(viewOf("mlperf")));
}

TEST(BenchTools, areNamedOneOrSeveralOrAll) {
    using enum BenchTool;
    EXPECT_THAT(benchTools("vllm").value(), ElementsAre(SageBench, Vllm));
    EXPECT_THAT(benchTools("mlperf,genai-perf,mlperf").value(),
                ElementsAre(SageBench, MlPerf, GenAiPerf));
    EXPECT_THAT(benchTools("sagebench").value(), ElementsAre(SageBench));
    EXPECT_THAT(benchTools("all").value(), SizeIs(7));
    EXPECT_EQ(benchTools("vlm").error().message,
              "\"vlm\" is not one of sagebench, vllm, sglang, guidellm, aiperf, genai-perf, "
              "mlperf, all");
    EXPECT_FALSE(benchTools("vllm,"));
}

class ReadDefinitions : public testing::Test {
  protected:
    void write(const std::string& name, const std::vector<RequestRecord>& records) {
        auto journal = JournalWriter::open(folder_ / name, "run-1").value();
        for (const RequestRecord& record : records) {
            ASSERT_TRUE(journal.append(record));
        }
        ASSERT_TRUE(journal.finish());
    }
    test::TemporaryFolder folder_;
    std::vector<BenchTool> tools_ = benchTools("vllm").value();
};

TEST_F(ReadDefinitions, ofAFolderOrOneJournal) {
    const test::SampleRun run = test::sampleRun();
    write("stress_test_requests.jsonl", run.stressTest.records);
    write("short_input_requests.jsonl", run.shortInput.records);
    const auto all = readDefinitions(folder_.path(), tools_).value();
    ASSERT_THAT(all.workloads, SizeIs(2));
    EXPECT_EQ(all.workloads[0].name, "short_input");  // it ran first
    const auto one = readDefinitions(folder_ / "stress_test_requests.jsonl", tools_).value();
    ASSERT_THAT(one.workloads, SizeIs(1));
    EXPECT_EQ(one.workloads[0].tools[0].requests.value, 4.0);
}

TEST_F(ReadDefinitions, needRecords) {
    EXPECT_THAT(readDefinitions(folder_.path(), tools_).error().message,
                HasSubstr("no records here"));
    EXPECT_EQ(readDefinitions(folder_ / "none", tools_).error().kind, ErrorKind::Input);
}

}  // namespace
}  // namespace sagebench
