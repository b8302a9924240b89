// SPDX-License-Identifier: GPL-3.0-or-later
// A window of each real trace, scaled down in time and length, against a real llama-server.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "LlamaServer.h"
#include "base/Files.h"
#include "record/Journal.h"
#include "support/SharedData.h"

namespace sagebench {
namespace {

using test::LlamaServer;
using test::ProcessEnd;
using test::TemporaryFolder;

ProcessEnd tool(std::vector<std::string> arguments) {
    test::ProcessSetup setup;
    setup.program = SAGEBENCH_BINARY;
    setup.arguments = std::move(arguments);
    return runProcess(std::move(setup), std::chrono::seconds(240));
}

class TraceReplay : public testing::Test {
  protected:
    void SetUp() override {
        if (const std::string why = test::whyNoLlamaServer(); !why.empty()) {
            GTEST_SKIP() << why;
        }
        const ProcessEnd made =
            tool({"make-model", "--preset", "tiny", "-o", (folder / "tiny.gguf").string()});
        ASSERT_EQ(made.exitCode, 0) << made.err;
        server = std::make_unique<LlamaServer>(folder / "tiny.gguf");
    }

    /// Its records in order of index.
    std::vector<RequestRecord> replay(const std::string& file, const std::string& name,
                                      std::vector<std::string> more) {
        std::vector<std::string> arguments = {"run",
                                              "--backend",
                                              "llama-server",
                                              "--base-url",
                                              server->url(),
                                              "--dataset",
                                              file,
                                              "--arrival",
                                              "trace",
                                              "-o",
                                              (folder / "results").string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const ProcessEnd end = tool(std::move(arguments));
        EXPECT_EQ(end.exitCode, 0) << end.err;
        std::vector<RequestRecord> records;
        const auto journal = JournalSource::open(folder / "results" / (name + "_requests.jsonl"));
        EXPECT_TRUE(journal);
        EXPECT_TRUE(journal->forEach([&](const RequestRecord& r) { records.push_back(r); }));
        std::ranges::sort(records, {}, &RequestRecord::index);
        return records;
    }

    TemporaryFolder folder;
    std::unique_ptr<LlamaServer> server;
};

/// No prompt is shorter than what the chat template alone has.
constexpr int kTemplateTokens = 12;

void expectExact(const std::vector<RequestRecord>& records) {
    for (const RequestRecord& record : records) {
        EXPECT_EQ(record.outcome, Outcome::Ok) << record.errorMessage;
        if (*record.promptTokensAsked > kTemplateTokens) {
            EXPECT_EQ(record.promptTokens, record.promptTokensAsked) << record.index;
        } else {
            EXPECT_LE(record.promptTokens, kTemplateTokens) << record.index;
        }
        EXPECT_EQ(record.outputTokens, record.outputTokensAsked) << record.index;
    }
}

/// When the record was due after the first, in microseconds.
std::int64_t offsetOf(const RequestRecord& record, const RequestRecord& first) {
    return (*record.scheduled - *first.scheduled).count() / 1000;
}

TEST_F(TraceReplay, azureComesAtItsTimesWithItsLengths) {
    const auto file = test::sharedData("azure_llm_2023_conv.csv");
    if (!file) {
        GTEST_SKIP() << "the trace is not here";
    }
    // Rows from 60 s to 90 s of the trace in 3 s: the first are 1118/414, 972/392, 1847/53 tokens.
    const auto records = replay(*file, "azure_llm_2023_conv",
                                {"--trace-from", "60s", "--trace-length", "30s", "--time-scale",
                                 "0.1", "--length-scale", "0.05", "--max-input-tokens", "200"});
    ASSERT_EQ(records.size(), 141u);
    expectExact(records);
    EXPECT_EQ(records[0].promptTokensAsked, 56);
    EXPECT_EQ(records[0].outputTokensAsked, 21);
    EXPECT_EQ(records[2].promptTokensAsked, 92);
    EXPECT_EQ(offsetOf(records[1], records[0]), 1139);
    EXPECT_EQ(offsetOf(records[2], records[0]), 25397);
}

TEST_F(TraceReplay, mooncakeSharesItsPrefixesWithTheServersCache) {
    const auto file = test::sharedData("mooncake_synthetic_trace.jsonl");
    if (!file) {
        GTEST_SKIP() << "the trace is not here";
    }
    // From 60 s to 75 s in 3 s; two of the 45 rows begin with the block 5541.
    const auto records = replay(*file, "mooncake_synthetic_trace",
                                {"--trace-from", "60s", "--trace-length", "15s", "--time-scale",
                                 "0.2", "--length-scale", "0.1", "--max-input-tokens", "1000"});
    ASSERT_EQ(records.size(), 45u);
    expectExact(records);
    EXPECT_EQ(offsetOf(records[1], records[0]), 16'000);  // 80 ms
    EXPECT_EQ(records[1].promptTokensAsked, 3);
    EXPECT_EQ(records[0].promptTokensAsked, 1000);  // 23,753 scaled and cut
}

}  // namespace
}  // namespace sagebench
