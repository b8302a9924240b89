// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ImportedResults.h"

#include <gmock/gmock.h>

#include <fstream>

#include "core/report/SampleRun.h"
#include "plan/Slo.h"
#include "report/JsonReport.h"
#include "report/Notices.h"
#include "report/VllmReport.h"
#include "support/JsonSchema.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Pair;
using testing::SizeIs;
using testing::UnorderedElementsAre;

const std::filesystem::path kData = SAGEBENCH_SOURCE_DIR "/tests/core/record/data";

std::vector<ForeignRun> runsIn(const std::filesystem::path& file) {
    return readForeignResults(file).value();
}

TEST(ImportedResults, ofVllmAreComputedFromItsRequests) {
    const RunSummary summary = importedSummary(runsIn(kData / "vllm_chat.json")).value();
    ASSERT_THAT(summary.workloads, SizeIs(1));
    const WorkloadMetrics& m = summary.workloads[0];
    EXPECT_EQ(m.name, "vllm_chat");
    EXPECT_EQ(m.successfulRequests, 3u);
    EXPECT_EQ(m.failedRequests, 1u);
    EXPECT_DOUBLE_EQ(*m.ttft.avg, 200);
    EXPECT_DOUBLE_EQ(*m.icl.p50, 20);
    EXPECT_DOUBLE_EQ(*m.itl.p50, 20);
    EXPECT_EQ(m.itlBasis, ItlBasis::Chunk);
    EXPECT_DOUBLE_EQ(*m.e2el.max, 300);
    EXPECT_DOUBLE_EQ(*m.tpot.max, 20);
    EXPECT_DOUBLE_EQ(*m.durationSeconds, 1.25);
    EXPECT_DOUBLE_EQ(*m.requestThroughputRps, 2.4);
    EXPECT_DOUBLE_EQ(*m.outputThroughputTps, 5.6);
    EXPECT_THAT(m.errorsByCategory, UnorderedElementsAre(Pair("unknown", 1u)));
}

TEST(ImportedResults, whatTheFileDoesNotTellIsAbsent) {
    const WorkloadMetrics m =
        importedSummary(runsIn(kData / "vllm_chat.json")).value().workloads[0];
    EXPECT_FALSE(m.ttftScheduled.avg);
    EXPECT_FALSE(m.e2elScheduled.avg);
    EXPECT_FALSE(m.sendLag.avg);
    EXPECT_FALSE(m.startTime);
    EXPECT_FALSE(m.meanInFlight);
    EXPECT_FALSE(m.peakInFlight);
    EXPECT_FALSE(m.cancelledRequests);
    EXPECT_FALSE(m.tokenCountBasis);
    EXPECT_EQ(m.validity.verdict, "");
    EXPECT_THAT(m.warnings, Contains(HasSubstr("when requests were due or when they ended")));
    EXPECT_THAT(m.warnings, Contains(HasSubstr("of what category failures are")));
    EXPECT_THAT(m.warnings, Contains("imported from a result file of vLLM, backend openai-chat, "
                                     "model org/model-8b"));
}

TEST(ImportedResults, withoutStartTimesThereIsNothingAcrossRequests) {
    const RunSummary summary = importedSummary(runsIn(kData / "sglang_chat.jsonl")).value();
    ASSERT_THAT(summary.workloads, SizeIs(2));
    const WorkloadMetrics& m = summary.workloads[0];
    EXPECT_DOUBLE_EQ(*m.ttft.avg, 150);
    EXPECT_DOUBLE_EQ(*m.e2el.avg, 200);
    EXPECT_DOUBLE_EQ(*m.requestThroughputRps, 1);
    EXPECT_FALSE(m.meanInFlight);
    EXPECT_THAT(m.warnings, Contains(HasSubstr("when requests were due, sent or ended")));
}

TEST(ImportedResults, gapsOfTokensAreNoIcl) {
    const WorkloadMetrics m =
        importedSummary(runsIn(kData / "sglang_native.jsonl")).value().workloads[0];
    EXPECT_DOUBLE_EQ(*m.itl.avg, 15);
    EXPECT_EQ(m.itlBasis, ItlBasis::Token);
    EXPECT_FALSE(m.icl.avg);
    EXPECT_FALSE(m.coalescedFraction);
}

TEST(ImportedResults, areJudgedByGoals) {
    const auto summary = importedSummary(runsIn(kData / "vllm_chat.json"), [](RunPlan& plan) {
                             plan.slo.limits = parseSlos("ttft=250ms").value();
                         }).value();
    EXPECT_DOUBLE_EQ(*summary.workloads[0].goodputFraction, 0.5);
    EXPECT_DOUBLE_EQ(*summary.workloads[0].goodputRps, 1.6);
    EXPECT_EQ(summary.workloads[0].sloMet, false);
}

TEST(ImportedResults, areASummaryLikeAnyOther) {
    for (const char* name : {"vllm_chat.json", "sglang_chat.jsonl", "sglang_native.jsonl"}) {
        const std::string json = summaryJson(importedSummary(runsIn(kData / name)).value());
        EXPECT_EQ(test::validateAgainst("summary", json), "") << name;
        EXPECT_TRUE(parseSummary(json, "again")) << name;
    }
}

/// The figures that both sides tell; ITL is ICL there.
void expectSame(const WorkloadMetrics& ours, const WorkloadMetrics& again) {
    EXPECT_EQ(again.name, ours.name);
    EXPECT_EQ(again.ttft, ours.ttft);
    EXPECT_EQ(again.icl, ours.icl);
    EXPECT_EQ(again.itl, ours.icl);
    EXPECT_EQ(again.e2el, ours.e2el);
    EXPECT_EQ(again.tpot, ours.tpot);
    EXPECT_EQ(again.successfulRequests, ours.successfulRequests);
    EXPECT_EQ(again.errorsByCategory, ours.errorsByCategory);
    EXPECT_EQ(again.durationSeconds, ours.durationSeconds);
    EXPECT_EQ(again.totalOutputTokens, ours.totalOutputTokens);
    EXPECT_EQ(again.requestThroughputRps, ours.requestThroughputRps);
    EXPECT_EQ(again.validity.verdict, ours.validity.verdict);
}

TEST(ImportedResults, ourExportComesBack) {
    const test::SampleRun run = test::sampleRun();
    const test::TemporaryFolder folder;
    for (const test::SampleWorkload* workload : {&run.shortInput, &run.stressTest}) {
        const SpanRecordSource records(workload->records);
        const auto metrics = computeMetrics(workload->context, records).value();
        std::ofstream(folder / "x_vllm.json")
            << vllmReport(run.info, workload->context.spec, metrics, records).value();
        const auto again = importedSummary(runsIn(folder / "x_vllm.json")).value();
        ASSERT_THAT(again.workloads, SizeIs(1));
        expectSame(metrics, again.workloads[0]);
    }
}

std::vector<ForeignRun> ofText(const std::string& json) {
    const test::TemporaryFolder folder;
    std::ofstream(folder / "x.json") << json;
    return runsIn(folder / "x.json");
}

std::string twoRequests(const std::string& more) {
    return R"({"num_prompts": 2, "ttfts": [0.1, 0.2], "itls": [[0.02], [0.02]],
               "output_lens": [2, 2], "start_times": [5.0, 5.1], "duration": 1)" +
           more + "}";
}

TEST(ImportedResults, aVerdictOfOursIsShown) {
    const auto summary =
        importedSummary(ofText(twoRequests(R"(, "validity": "client_limited")"))).value();
    EXPECT_EQ(summary.workloads[0].validity.verdict, "client_limited");
    EXPECT_THAT(notices(summary),
                Contains(HasSubstr("x is not valid (client_limited): so the imported file says")));
    EXPECT_FALSE(summary.workloads[0].validity.isTrusted());
}

TEST(ImportedResults, aGoodOrUnknownVerdictNeedsNoReason) {
    const auto validityOf = [](const std::string& more) {
        return importedSummary(ofText(twoRequests(more))).value().workloads[0].validity;
    };
    EXPECT_EQ(validityOf(R"(, "validity": "valid")"), (Validity{"valid", {}}));
    EXPECT_EQ(validityOf(R"(, "validity": null)"), (Validity{"", {}}));
    EXPECT_EQ(validityOf(R"(, "validity": "of --metadata")"), (Validity{"", {}}));
}

TEST(ImportedResults, ofOursAreExactByOurDefinitions) {
    const auto tools = [](const std::string& more) {
        const auto view =
            importedDefinitions(ofText(twoRequests(more)), benchTools("vllm").value());
        return view.value().workloads[0].tools;
    };
    const auto ours = tools(R"(, "validity": "valid")");
    EXPECT_EQ(ours[0].ttft.bound, FigureBound::Exact);
    EXPECT_EQ(ours[0].e2el.bound, FigureBound::Exact);
    EXPECT_EQ(ours[0].durationSeconds.bound, FigureBound::Exact);
    EXPECT_EQ(ours[1].ttft.bound, FigureBound::AtMost);
    EXPECT_EQ(ours[1].durationSeconds.bound, FigureBound::About);
    const auto theirs = tools("");
    EXPECT_EQ(theirs[0].ttft.bound, FigureBound::AtLeast);
    EXPECT_EQ(theirs[1].ttft.bound, FigureBound::Exact);
}

TEST(ImportedResults, throughputByTheirDurationHasNoInterval) {
    std::string ttfts = "0.1", itls = "[0.02]", tokens = "2", starts = "0.0";
    for (int i = 1; i < 200; ++i) {
        ttfts += ", 0." + std::to_string(100 + i % 7);
        itls += ", [0.02]";
        tokens += ", 2";
        starts += ", " + std::to_string(i * 0.1);
    }
    const WorkloadMetrics m =
        importedSummary(ofText(R"({"num_prompts": 200, "ttfts": [)" + ttfts + R"(], "itls": [)" +
                               itls + R"(], "output_lens": [)" + tokens + R"(], "start_times": [)" +
                               starts + R"(], "duration": 40})"))
            .value()
            .workloads[0];
    EXPECT_DOUBLE_EQ(*m.requestThroughputRps, 5);
    EXPECT_TRUE(m.ci95.contains("avg_ttft_ms"));
    EXPECT_FALSE(m.ci95.contains("request_throughput_rps"));
    EXPECT_FALSE(m.ci95.contains("output_throughput_tps"));
}

TEST(ImportedResults, showUnderOtherDefinitions) {
    const auto view =
        importedDefinitions(runsIn(kData / "vllm_chat.json"), benchTools("vllm,mlperf").value())
            .value();
    ASSERT_THAT(view.workloads, SizeIs(1));
    const auto& tools = view.workloads[0].tools;
    EXPECT_EQ(tools[0].ttft.bound, FigureBound::AtLeast);
    EXPECT_EQ(tools[1].ttft.bound, FigureBound::Exact);
    EXPECT_EQ(tools[1].durationSeconds.value, 1.25);
    EXPECT_EQ(tools[2].ttft.missing, "records do not tell when requests were due");
    EXPECT_THAT(view.workloads[0].remarks, SizeIs(5));
}

}  // namespace
}  // namespace sagebench
