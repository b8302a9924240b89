// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/ForeignResults.h"

#include <gmock/gmock.h>

#include <fstream>

#include "support/Records.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using test::ms;
using testing::HasSubstr;
using testing::SizeIs;

const std::filesystem::path kData = SAGEBENCH_SOURCE_DIR "/tests/core/record/data";

std::vector<ForeignRun> runsIn(const std::string& name) {
    auto runs = readForeignResults(kData / name);
    EXPECT_TRUE(runs) << runs.error().message;
    return std::move(*runs);
}

std::vector<Nanos> timesOf(const RequestRecord& record) {
    std::vector<Nanos> times;
    for (std::size_t i = 0; i < record.chunks.size(); ++i) {
        times.push_back(record.chunks[i].at);
    }
    return times;
}

TEST(ForeignResults, ofVllmAreAsFarAsTheFileTells) {
    const auto runs = runsIn("vllm_chat.json");
    ASSERT_THAT(runs, SizeIs(1));
    const ForeignRun& run = runs[0];
    EXPECT_EQ(run.format, ForeignFormat::Vllm);
    EXPECT_EQ(run.name, "vllm_chat");
    EXPECT_EQ(run.backend, "openai-chat");
    EXPECT_EQ(run.model, "org/model-8b");
    EXPECT_EQ(run.durationSeconds, 1.25);
    EXPECT_TRUE(run.hasStartTimes);
    EXPECT_FALSE(run.gapsPerToken);
    ASSERT_THAT(run.records, SizeIs(4));
    const RequestRecord& first = run.records[0];
    EXPECT_EQ(first.outcome, Outcome::Ok);
    EXPECT_EQ(first.sent, Stamp(ms(100)));  // the last of the file was sent first
    EXPECT_EQ(first.firstToken, Stamp(ms(200)));
    EXPECT_EQ(timesOf(first), (std::vector{ms(200), ms(220), ms(250)}));
    EXPECT_EQ(first.promptTokens, 10);
    EXPECT_EQ(first.outputTokens, 4);
    EXPECT_FALSE(first.scheduled);
    EXPECT_FALSE(first.finished);
    EXPECT_FALSE(first.firstOutputToken);
    EXPECT_EQ(run.records[3].sent, Stamp(ms(0)));
    EXPECT_EQ(timesOf(run.records[3]), std::vector{ms(300)});
}

TEST(ForeignResults, aFailureIsToldByItsLastLine) {
    const RequestRecord failed = runsIn("vllm_chat.json")[0].records[2];
    EXPECT_EQ(failed.outcome, Outcome::Failed);
    EXPECT_EQ(failed.errorCategory, ErrorCategory::None);
    EXPECT_EQ(failed.errorMessage, "ConnectionResetError: [Errno 104] Connection reset by peer");
    EXPECT_FALSE(failed.firstToken);
    EXPECT_FALSE(failed.outputTokens);
    EXPECT_TRUE(failed.chunks.empty());
}

TEST(ForeignResults, ofSglangHaveEachRequestsOwnClock) {
    const auto runs = runsIn("sglang_chat.jsonl");
    ASSERT_THAT(runs, SizeIs(2));
    EXPECT_EQ(runs[0].format, ForeignFormat::Sglang);
    EXPECT_EQ(runs[0].name, "sglang_chat");
    EXPECT_EQ(runs[1].name, "twice");
    EXPECT_FALSE(runs[0].hasStartTimes);
    EXPECT_EQ(runs[0].durationSeconds, 2.0);
    ASSERT_THAT(runs[0].records, SizeIs(3));
    EXPECT_EQ(runs[0].records[1].sent, Stamp(ms(0)));
    EXPECT_EQ(timesOf(runs[0].records[1]), (std::vector{ms(200), ms(240)}));
    EXPECT_EQ(runs[0].records[2].outcome, Outcome::Failed);
    EXPECT_EQ(runs[0].records[2].errorMessage,
              "Internal Server Error: {\"error\": \"out of memory\"}");
    EXPECT_THAT(runs[1].records, SizeIs(1));
}

TEST(ForeignResults, gapsOfSglangsOwnApiAreThoseOfTokens) {
    const ForeignRun run = runsIn("sglang_native.jsonl")[0];
    EXPECT_TRUE(run.gapsPerToken);
    ASSERT_EQ(run.records[0].chunks.size(), 5u);
    EXPECT_EQ(run.records[0].chunks[4], (TokenEvent{ms(160), 1}));
}

class ForeignFile : public testing::Test {
  protected:
    std::string errorOf(const std::string& text) {
        std::ofstream(folder_ / "r.json", std::ios::binary) << text;
        const auto runs = readForeignResults(folder_ / "r.json");
        EXPECT_FALSE(runs);
        EXPECT_EQ(runs.error().kind, ErrorKind::Input);
        return runs ? "" : runs.error().message;
    }
    ForeignRun runOf(const std::string& text) {
        std::ofstream(folder_ / "r.json", std::ios::binary) << text;
        return readForeignResults(folder_ / "r.json").value().at(0);
    }
    test::TemporaryFolder folder_;
};

TEST_F(ForeignFile, WithoutRequestsSaysWhichOptionMakesThem) {
    EXPECT_THAT(readForeignResults(kData / "vllm_totals_only.json").error().message,
                HasSubstr("vllm_totals_only.json:1: no \"ttfts\": the file has totals, but no "
                          "requests; write it with --save-detailed (beside --save-result)"));
    EXPECT_THAT(errorOf(R"({"dataset_name": "random", "mean_e2e_latency_ms": 3})"),
                HasSubstr("write it with --output-details (beside --output-file)"));
}

TEST_F(ForeignFile, OfNeitherToolIsRefused) {
    EXPECT_THAT(errorOf(R"({"ttfts": [1], "itls": [[]]})"),
                HasSubstr("neither a result of 'vllm bench serve'"));
}

TEST_F(ForeignFile, NamesTheKeyAndTheRequest) {
    const auto of = [&](const std::string& lists) {
        return errorOf("{\"num_prompts\": 2, " + lists + "}");
    };
    EXPECT_THAT(
        of(R"("ttfts": [0.1, "x"], "itls": [[], []])"),
        HasSubstr(
            "r.json:1: key \"ttfts\": element 2 must be a number of seconds from 0 to 78 hours"));
    EXPECT_THAT(of(R"("ttfts": [0.1, -1], "itls": [[], []])"), HasSubstr("element 2"));
    EXPECT_THAT(of(R"("ttfts": [9e9], "itls": [[]])"), HasSubstr("element 1"));
    EXPECT_THAT(of(R"("ttfts": [1e300], "itls": [[]])"), HasSubstr("element 1"));
    EXPECT_THAT(of(R"("ttfts": [0.1], "itls": [[2e5, 2e5]])"), HasSubstr("element 1"));
    EXPECT_THAT(of(R"("ttfts": [0.1], "itls": [0.1])"),
                HasSubstr("key \"itls\": element 1 must be a list of numbers of 0 or more"));
    EXPECT_THAT(of(R"("ttfts": [0.1], "itls": [[], []])"),
                HasSubstr("key \"ttfts\" has 1 elements, but another list has 2"));
    EXPECT_THAT(of(R"("ttfts": [], "itls": [])"), HasSubstr("there is no request"));
    EXPECT_THAT(of(R"("ttfts": null, "itls": [])"), HasSubstr("key \"ttfts\" must be a list"));
    EXPECT_THAT(of(R"("ttfts": [0.1 0.2], "itls": [[]])"),
                HasSubstr("key \"ttfts\": not valid JSON"));
    EXPECT_THAT(of(R"("ttfts": [0.1], "itls": [[]], "duration": "long")"),
                HasSubstr("key \"duration\" must be a number of seconds from 0 to ten years"));
    EXPECT_THAT(of("\n\"ttfts\": [0.1],\n\"itls\": [[0.1"), HasSubstr("r.json:3: the file ends"));
}

TEST_F(ForeignFile, AClockMayCountFromAnywhereButNoRunLastsYears) {
    const std::string lists = R"({"num_prompts": 2, "ttfts": [0.1, 0.1], "itls": [[], []], )";
    EXPECT_EQ(runOf(lists + R"("start_times": [1.7e9, 1700000001]})").records[1].sent,
              Stamp(ms(1000)));
    EXPECT_THAT(errorOf(lists + R"("start_times": [0, 1.7e9]})"),
                HasSubstr("r.json:1: key \"start_times\": element 2 is 1700000000 s after the "
                          "earliest"));
}

TEST_F(ForeignFile, ColumnsMayStandInAnyOrder) {
    const ForeignRun run = runOf(
        R"({"start_times": [5.0], "itls": [[0.01]], "ttfts": [0.2], "model_id": "m",
            "label": "night"})");
    EXPECT_EQ(run.name, "night");
    EXPECT_EQ(timesOf(run.records[0]), (std::vector{ms(200), ms(210)}));
    EXPECT_FALSE(run.records[0].promptTokens);
    EXPECT_FALSE(run.records[0].outputTokens);
    EXPECT_FALSE(run.durationSeconds);
}

TEST_F(ForeignFile, AByteOrderMarkIsSkipped) {
    const std::string file = R"({"num_prompts": 1, "ttfts": [0.1], "itls": [[]]})";
    EXPECT_THAT(runOf("\xEF\xBB\xBF" + file).records, SizeIs(1));
    EXPECT_THAT(errorOf(file + "\n\xEF\xBB\xBF" + file), HasSubstr("r.json:2: ")) << "not within";
}

TEST_F(ForeignFile, RunsOfOneNameAreToldApart) {
    std::ofstream(folder_ / "r.json") << R"({"num_prompts": 1, "ttfts": [0.1], "itls": [[]]}
{"num_prompts": 1, "ttfts": [0.2], "itls": [[]]})";
    const auto runs = readForeignResults(folder_ / "r.json").value();
    ASSERT_THAT(runs, SizeIs(2));
    EXPECT_EQ(runs[0].name, "r");
    EXPECT_EQ(runs[1].name, "r_2");
}

TEST_F(ForeignFile, OurOwnFailuresKeepTheirCategory) {
    const ForeignRun run = runOf(
        R"({"num_prompts": 3, "ttfts": [0.0, 0.0, null], "itls": [[], [], []],
            "output_lens": [0, 0, 7], "errors": ["http_5xx: Bad Gateway", "timeout", ""]})");
    EXPECT_EQ(run.records[0].errorCategory, ErrorCategory::Http5xx);
    EXPECT_EQ(run.records[0].errorMessage, "Bad Gateway");
    EXPECT_EQ(run.records[1].errorCategory, ErrorCategory::Timeout);
    EXPECT_EQ(run.records[2].outcome, Outcome::Ok);  // not streamed
    EXPECT_FALSE(run.records[2].firstToken);
    EXPECT_EQ(run.records[2].outputTokens, 7);
}

TEST_F(ForeignFile, AFailureOfVllmMayHaveNoReason) {
    const ForeignRun run = runOf(
        R"({"num_prompts": 1, "ttfts": [0.0], "itls": [[]], "output_lens": [0], "errors": [""]})");
    EXPECT_EQ(run.records[0].outcome, Outcome::Failed);
    EXPECT_EQ(run.records[0].errorMessage, "no reason is told");
}

}  // namespace
}  // namespace sagebench
