// SPDX-License-Identifier: GPL-3.0-or-later
#include "LlamaServer.h"

#include <gmock/gmock.h>

#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/Files.h"
#include "record/Journal.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::LlamaServer;
using test::ProcessEnd;
using test::runProcess;
using test::TemporaryFolder;

const std::vector<std::string> kYear1 = {"short_input", "long_input", "stress_test"};

ProcessEnd tool(std::vector<std::string> arguments,
                std::map<std::string, std::optional<std::string>> environment = {}) {
    test::ProcessSetup setup;
    setup.program = SAGEBENCH_BINARY;
    setup.arguments = std::move(arguments);
    setup.environment = std::move(environment);
    return runProcess(std::move(setup), std::chrono::seconds(240));
}

std::vector<RequestRecord> journalOf(const fs::path& folder, const std::string& workload) {
    std::vector<RequestRecord> records;
    const auto source = JournalSource::open(folder / (workload + "_requests.jsonl"));
    EXPECT_TRUE(source);
    EXPECT_TRUE(source->forEach([&](const RequestRecord& record) { records.push_back(record); }));
    return records;
}

double serverSaid(const RequestRecord& record, const std::string& name) {
    const auto it = std::find_if(record.server.begin(), record.server.end(),
                                 [&](const auto& pair) { return pair.first == name; });
    EXPECT_NE(it, record.server.end()) << name;
    return it == record.server.end() ? 0 : it->second;
}

double tpotMs(const RequestRecord& record) {
    return toMs(record.chunks.back().at - *record.firstToken) / (*record.outputTokens - 1);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

/// One server and one model for all tests of the suite.
class LlamaServerTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        if (!test::whyNoLlamaServer().empty()) {
            return;
        }
        modelFolder = std::make_unique<TemporaryFolder>();
        const ProcessEnd made = tool({"make-model", "--preset", "tiny", "-o", model().string()});
        ASSERT_EQ(made.exitCode, 0) << made.err;
        server = std::make_unique<LlamaServer>(model());
    }
    static void TearDownTestSuite() {
        server.reset();
        modelFolder.reset();
    }
    void SetUp() override {
        if (const std::string why = test::whyNoLlamaServer(); !why.empty()) {
            GTEST_SKIP() << why;
        }
        ASSERT_TRUE(server);
    }

    static fs::path model() { return *modelFolder / "tiny.gguf"; }
    json summary() const {
        return json::parse(readFile(results / "benchmark_summary.json").value());
    }
    ProcessEnd run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(),
                         {"run", "--base-url", server->url(), "-o", results.path().string()});
        return tool(std::move(arguments));
    }

    static std::unique_ptr<TemporaryFolder> modelFolder;
    static std::unique_ptr<LlamaServer> server;
    TemporaryFolder results;
};

std::unique_ptr<TemporaryFolder> LlamaServerTest::modelFolder;
std::unique_ptr<LlamaServer> LlamaServerTest::server;

/// Every request kept what was asked, as the server itself counts.
void expectExactLengths(const fs::path& folder) {
    for (const std::string& workload : kYear1) {
        for (const RequestRecord& record : journalOf(folder, workload)) {
            EXPECT_EQ(record.outcome, Outcome::Ok) << workload << ": " << record.errorMessage;
            EXPECT_EQ(record.promptTokens, record.promptTokensAsked)
                << workload << " request " << record.index;
            EXPECT_EQ(record.outputTokens, record.outputTokensAsked)
                << workload << " request " << record.index;
            EXPECT_EQ(record.tokenCountBasis, TokenCountBasis::Usage);
            EXPECT_EQ(serverSaid(record, "predicted_n"), *record.outputTokens);
            EXPECT_EQ(serverSaid(record, "prompt_n") + serverSaid(record, "cache_n"),
                      *record.promptTokens);
        }
    }
}

TEST_F(LlamaServerTest, chatGivesACompleteReportWithExactLengths) {
    const ProcessEnd end =
        run({"--backend", "llama-server", "--workload", "year1", "--export", "markdown,csv,vllm"});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    expectExactLengths(results.path());
    const json all = summary();
    EXPECT_EQ(all["overall"]["successful_requests"], 18);
    for (const std::string& workload : kYear1) {
        const json& metrics = all["workloads"][workload];
        EXPECT_EQ(metrics["itl_basis"], "token");
        EXPECT_EQ(metrics["stamp_source"], "kernel");
        EXPECT_GT(metrics["avg_ttft_ms"], 0.0);
        EXPECT_GT(metrics["peak_mem_mb"], 10.0);
        EXPECT_TRUE(metrics["prefix_hit_rate"].is_number());
        EXPECT_EQ(metrics["reconnects"], 0) << workload;
    }
    EXPECT_THAT(readFile(results / "REPORT.md").value(), testing::HasSubstr("llama"));
    EXPECT_THAT(readFile(results / "telemetry.jsonl").value(),
                testing::HasSubstr("\"source\":\"server\""));
}

TEST_F(LlamaServerTest, completionsSendIdsOfExactLengths) {
    const ProcessEnd end = run({"--backend", "llama-server", "--workload", "year1",
                                "--backend-option", "endpoint=completions"});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    expectExactLengths(results.path());
}

TEST_F(LlamaServerTest, plainOpenaiBackendWorksTooWithAndWithoutV1) {
    const ProcessEnd end = tool({"run", "--backend", "openai", "--base-url", server->url() + "/v1/",
                                 "--workload", "year1", "-o", results.path().string()});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    const json all = summary();
    EXPECT_EQ(all["overall"]["failed_requests"], 0);
    EXPECT_EQ(all["overall"]["total_requests"], 18);
}

TEST_F(LlamaServerTest, notStreamedAnswersHaveNoFirstTokenButALatency) {
    const ProcessEnd end = run(
        {"--backend", "llama-server", "--workload", "short", "--backend-option", "stream=false"});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    const json metrics = summary()["workloads"]["short_input"];
    EXPECT_TRUE(metrics["avg_ttft_ms"].is_null());
    EXPECT_TRUE(metrics["avg_itl_ms"].is_null());
    EXPECT_TRUE(metrics["avg_tpot_ms"].is_null());
    EXPECT_GT(metrics["avg_e2el_ms"], 0.0);
    EXPECT_EQ(metrics["total_output_tokens"], 5 * 128);
}

TEST_F(LlamaServerTest, tpotAgreesWithTheServersOwnTimings) {
    const ProcessEnd end =
        run({"--backend", "llama-server", "--workload", "short", "--num-requests", "12"});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    std::vector<double> tpotRatio, ttftRatio;
    for (const RequestRecord& record : journalOf(results.path(), "short_input")) {
        tpotRatio.push_back(tpotMs(record) / (serverSaid(record, "predicted_ms") /
                                              (serverSaid(record, "predicted_n") - 1)));
        // One request for four slots: nothing queues, the first byte comes as the prompt begins.
        ttftRatio.push_back(toMs(*record.firstToken - *record.firstByte) /
                            serverSaid(record, "prompt_ms"));
    }
    EXPECT_NEAR(median(tpotRatio), 1.0, 0.1);
    EXPECT_NEAR(median(ttftRatio), 1.0, 0.35);
}

TEST_F(LlamaServerTest, twoRunsInARowFindColdPrefixCaches) {
    for (int i = 0; i < 2; ++i) {
        const ProcessEnd end = run({"--backend", "llama-server", "--workload", "short,long"});
        ASSERT_EQ(end.exitCode, 0) << end.err;
        const json all = summary();
        for (const char* workload : {"short_input", "long_input"}) {
            EXPECT_LT(all["workloads"][workload]["prefix_hit_rate"], 0.1) << workload;
            EXPECT_THAT(all["workloads"][workload]["warnings"].dump(),
                        testing::Not(testing::HasSubstr("cached")));
        }
    }
}

TEST_F(LlamaServerTest, theSamePromptIsCachedAndTheServerSaysSo) {
    const fs::path file = results / "same.json";
    ASSERT_TRUE(
        writeFileAtomically(file, R"({"name": "same", "prompt_tokens": 128, "output_tokens": 4,
        "num_requests": 5, "same_prompt": true})"));
    const ProcessEnd end = run({"--backend", "llama-server", "--workload", file.string()});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_GT(summary()["workloads"]["same"]["prefix_hit_rate"], 0.7);
}

TEST_F(LlamaServerTest, anUnknownModelIsRefusedBeforeTheRunWithThoseThereAre) {
    const ProcessEnd end = run({"--backend", "llama-server", "--model", "no-such-model"});
    EXPECT_EQ(end.exitCode, 1);
    EXPECT_THAT(end.err, testing::HasSubstr("no-such-model"));
    EXPECT_THAT(end.err, testing::HasSubstr("tiny.gguf"));
    EXPECT_TRUE(fs::is_empty(results.path()));
}

TEST_F(LlamaServerTest, aWrongKeyIsRefusedBeforeTheRunAndShownNowhere) {
    LlamaServer guarded(model(), {"--api-key", "right-key"});
    const auto with = [&](const char* key) {
        return tool({"run", "--backend", "llama-server", "--base-url", guarded.url(), "--workload",
                     "short", "--api-key-env", "BENCH_KEY", "-v", "-o", results.path().string()},
                    {{"BENCH_KEY", key}});
    };
    const ProcessEnd refused = with("wrong-key");
    EXPECT_EQ(refused.exitCode, 1);
    EXPECT_THAT(refused.err, testing::HasSubstr("BENCH_KEY"));
    EXPECT_THAT(refused.err + refused.out, testing::Not(testing::HasSubstr("wrong-key")));
    EXPECT_TRUE(fs::is_empty(results.path()));

    const ProcessEnd accepted = with("right-key");
    ASSERT_EQ(accepted.exitCode, 0) << accepted.err;
    EXPECT_THAT(accepted.err + accepted.out, testing::Not(testing::HasSubstr("right-key")));
    for (const auto& entry : fs::recursive_directory_iterator(results.path())) {
        if (entry.is_regular_file()) {
            EXPECT_THAT(readFile(entry.path()).value(),
                        testing::Not(testing::HasSubstr("right-key")))
                << entry.path();
        }
    }
}

TEST_F(LlamaServerTest, aServerThatDiesFailsItsRequestsAndTheRunStillReports) {
    auto dying = std::make_unique<LlamaServer>(model());
    test::ProcessSetup setup;
    setup.program = SAGEBENCH_BINARY;
    setup.arguments = {"run",
                       "--backend",
                       "llama-server",
                       "--base-url",
                       dying->url(),
                       "--workload",
                       "short",
                       "--num-requests",
                       "300",
                       "-o",
                       results.path().string()};
    test::Process run(setup);
    const fs::path journal = results / "short_input_requests.jsonl.part";
    while (!fs::exists(journal) || fs::file_size(journal) == 0) {
        ASSERT_EQ(kill(run.id(), 0), 0);
        usleep(10'000);
    }
    dying->process().sendSignal(SIGKILL);
    const ProcessEnd end = run.wait(std::chrono::seconds(60));
    EXPECT_EQ(end.exitCode, 0) << "some requests succeeded: " << end.err;
    const json metrics = summary()["workloads"]["short_input"];
    EXPECT_GT(metrics["successful_requests"], 0);
    EXPECT_GT(metrics["failed_requests"], 0);
    EXPECT_EQ(metrics["total_requests"], 300);
    EXPECT_GT(metrics["errors_by_category"]["connect"], 0);
}

TEST_F(LlamaServerTest, reportComputesTheSameFromTheJournals) {
    ASSERT_EQ(run({"--backend", "llama-server", "--workload", "short"}).exitCode, 0);
    const std::string written = readFile(results / "benchmark_summary.json").value();
    const ProcessEnd again =
        tool({"report", "--input", results.path().string(), "--format", "json"});
    ASSERT_EQ(again.exitCode, 0) << again.err;
    EXPECT_EQ(json::parse(again.out), json::parse(written));
}

}  // namespace
}  // namespace sagebench
