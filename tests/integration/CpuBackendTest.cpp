// SPDX-License-Identifier: GPL-3.0-or-later
// The real program with a tiny model in its own process. What is expected here is known beforehand:
// which tokens are cached, when the memory is full, how long an answer is.
#include <gmock/gmock.h>

#include <array>
#include <csignal>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/Files.h"
#include "core/backend/llama/GgufSample.h"
#include "record/Journal.h"
#include "support/ProcessRunner.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::GgufSample;
using test::ProcessEnd;
using test::TemporaryFolder;
using testing::AllOf;
using testing::HasSubstr;

constexpr auto kMostTime = std::chrono::seconds(240);

test::ProcessSetup program(std::vector<std::string> arguments) {
    test::ProcessSetup setup;
    setup.program = SAGEBENCH_BINARY;
    setup.arguments = std::move(arguments);
    return setup;
}

bool waitForLine(const fs::path& file) {
    const auto until = std::chrono::steady_clock::now() + kMostTime;
    while (std::chrono::steady_clock::now() < until) {
        if (readFile(file).value_or("").find('\n') != std::string::npos) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
}

/// The tiny model, made once.
class CpuBackendTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<TemporaryFolder>();
        const ProcessEnd made =
            runProcess(program({"make-model", "--preset", "tiny", "-o", model()}), kMostTime);
        ASSERT_EQ(made.exitCode, 0) << made.err;
    }
    static void TearDownTestSuite() { folder.reset(); }

    static std::string model() { return (*folder / "tiny.gguf").string(); }
    static std::unique_ptr<TemporaryFolder> folder;

    std::vector<std::string> arguments(const std::string& modelFile,
                                       std::vector<std::string> more) const {
        more.insert(more.begin(), {"run", "--backend", "cpu", "--model", modelFile, "-o",
                                   results.path().string(), "--seed", "7"});
        return more;
    }
    ProcessEnd run(std::vector<std::string> more) const {
        return runProcess(program(arguments(model(), std::move(more))), kMostTime);
    }
    /// Two prompts of `promptTokens`, or more, one after another.
    std::string workload(const json& keys) const {
        json all = {
            {"name", "case"}, {"prompt_tokens", 64}, {"output_tokens", 8}, {"num_requests", 2}};
        all.update(keys);
        std::ofstream(results / "workload.json") << all;
        return (results / "workload.json").string();
    }
    json metricsOf(const std::string& name) const {
        return json::parse(readFile(results / "benchmark_summary.json").value())["workloads"][name];
    }
    std::vector<RequestRecord> journalOf(const std::string& name) const {
        std::vector<RequestRecord> records;
        const auto source = JournalSource::open(results / (name + "_requests.jsonl"));
        EXPECT_TRUE(source);
        EXPECT_TRUE(source->forEach([&](const RequestRecord& r) { records.push_back(r); }));
        return records;
    }
    /// Nothing was measured; the error is the only line.
    void expectRefused(const std::string& modelFile, const std::vector<std::string>& more,
                       const testing::Matcher<const std::string&>& error) const {
        const ProcessEnd end = runProcess(program(arguments(modelFile, more)), kMostTime);
        EXPECT_EQ(end.exitCode, 2) << end.err;
        EXPECT_EQ(end.signal, 0);
        EXPECT_EQ(end.out, "");
        EXPECT_THAT(end.err, AllOf(testing::StartsWith("error: "), error));
        EXPECT_EQ(std::ranges::count(end.err, '\n'), 1) << end.err;
        EXPECT_FALSE(fs::exists(results / "benchmark_summary.json"));
    }

    TemporaryFolder results;
};

std::unique_ptr<TemporaryFolder> CpuBackendTest::folder;

TEST_F(CpuBackendTest, theThreeWorkloadsGiveACompleteReport) {
    // From the user's cache: made once on a machine, and found again.
    const ProcessEnd end =
        runProcess(program(arguments("synthetic:tiny",
                                     {"--workload", "year1", "--export", "markdown,csv,vllm"})),
                   kMostTime);
    ASSERT_EQ(end.exitCode, 0) << end.err;
    for (const std::string name : {"short_input", "long_input", "stress_test"}) {
        for (const RequestRecord& record : journalOf(name)) {
            EXPECT_EQ(record.outcome, Outcome::Ok) << name << ": " << record.errorMessage;
            EXPECT_EQ(record.promptTokens, record.promptTokensAsked);
            EXPECT_EQ(record.outputTokens, record.outputTokensAsked);
        }
        const json metrics = metricsOf(name);
        EXPECT_EQ(metrics["itl_basis"], "token");
        EXPECT_EQ(metrics["evict_unit"], "sequences");
        EXPECT_GT(metrics["engine_prefill_tps"], metrics["engine_decode_tps"]);
        EXPECT_GT(metrics["model_load_ms"], 0.0);
        EXPECT_GT(metrics["mem_above_load_mb"], 0.0);
        EXPECT_LT(metrics["mem_above_load_mb"], metrics["peak_mem_mb"]);
        EXPECT_TRUE(metrics["spec_accept_rate"].is_null());
    }
    EXPECT_EQ(metricsOf("stress_test")["peak_in_flight"], 10);
    EXPECT_THAT(readFile(results / "REPORT.md").value(),
                AllOf(HasSubstr("(random weights)"), HasSubstr("| Architecture    | llama |")));
}

TEST_F(CpuBackendTest, theSecondOfTwoEqualPromptsIsCachedUpToItsLastToken) {
    ASSERT_EQ(run({"--workload", workload({{"same_prompt", true}})}).exitCode, 0);
    const auto records = journalOf("case");
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].cachedTokens, 0);
    EXPECT_EQ(records[1].cachedTokens, 63);
    EXPECT_EQ(metricsOf("case")["prefix_hit_rate"], 63.0 / 128.0);
    EXPECT_EQ(metricsOf("case")["evict_count"], 0);
    // 64 + 7 places of the first, 1 + 7 more of the second: the last token is never processed.
    EXPECT_EQ(metricsOf("case")["kv_used_tokens"], 79);
    EXPECT_EQ(metricsOf("case")["kv_used_bytes"], 79 * 2 * 4 * 256 * 2);
}

TEST_F(CpuBackendTest, warmUpIsInNoFigure) {
    const auto figuresWith = [this](int warmup) {
        const std::string file =
            workload({{"prompt_tokens", 200}, {"output_tokens", 16}, {"warmup", warmup}});
        EXPECT_EQ(run({"--workload", file, "--backend-option", "context=435"}).exitCode, 0);
        const json all = metricsOf("case");
        return std::array{all["kv_used_tokens"], all["evict_count"], all["prefix_hit_rate"]};
    };
    EXPECT_EQ(figuresWith(3), figuresWith(0));
}

TEST_F(CpuBackendTest, withoutAPrefixCacheNothingIsCachedAndNobodyClaimsToKnow) {
    ASSERT_EQ(run({"--workload", workload({{"same_prompt", true}}), "--backend-option",
                   "prefix_cache=false"})
                  .exitCode,
              0);
    EXPECT_EQ(metricsOf("case")["prefix_hit_rate"], nullptr);
    EXPECT_EQ(metricsOf("case")["evict_count"], nullptr);
    EXPECT_EQ(metricsOf("case")["kv_used_tokens"], 71);
}

/// Each takes 200 + 15 places.
TEST_F(CpuBackendTest, aCacheOfTwoPromptsEvictsAtTheThird) {
    const auto evictionsOf = [this](int requests) {
        const std::string file =
            workload({{"prompt_tokens", 200}, {"output_tokens", 16}, {"num_requests", requests}});
        EXPECT_EQ(run({"--workload", file, "--backend-option", "context=435"}).exitCode, 0);
        return metricsOf("case")["evict_count"];
    };
    EXPECT_EQ(evictionsOf(2), 0);
    EXPECT_EQ(evictionsOf(3), 1);
    EXPECT_EQ(metricsOf("case")["evict_unit"], "sequences");
    EXPECT_GE(metricsOf("case")["evict_ms"], 0.0);
    EXPECT_LE(metricsOf("case")["kv_used_tokens"], 435);
}

TEST_F(CpuBackendTest, speculationTellsWhatWasAcceptedAndKeepsLengthsExact) {
    const std::string file = workload({{"output_tokens", 800}, {"num_requests", 1}});
    ASSERT_EQ(run({"--workload", file, "--backend-option", "speculate=4"}).exitCode, 0);
    for (const RequestRecord& record : journalOf("case")) {
        EXPECT_EQ(record.outputTokens, 800);
    }
    // Of 800 tokens some come again, so that something is drafted.
    const json rate = metricsOf("case")["spec_accept_rate"];
    ASSERT_TRUE(rate.is_number()) << rate;
    EXPECT_GE(rate, 0.0);
    EXPECT_LE(rate, 1.0);
}

TEST_F(CpuBackendTest, samplingRepeatsForItsSeed) {
    const auto textOf = [this] {
        EXPECT_EQ(run({"--workload", workload({{"num_requests", 1}}), "--save-texts",
                       "--backend-option", "temperature=1", "--export", "vllm"})
                      .exitCode,
                  0);
        return json::parse(readFile(results / "case_vllm.json").value())["generated_texts"];
    };
    const json first = textOf();
    EXPECT_NE(first[0], "");
    EXPECT_EQ(textOf(), first);
}

TEST_F(CpuBackendTest, reportComputesTheSameFromTheFiles) {
    const ProcessEnd measured = run({"--workload", workload({{"same_prompt", true}})});
    ASSERT_EQ(measured.exitCode, 0);
    const auto report = [this](const std::string& format) {
        return runProcess(program({"report", "-i", results.path().string(), "--format", format}))
            .out;
    };
    EXPECT_EQ(report("json"), readFile(results / "benchmark_summary.json").value());
    EXPECT_EQ(report("markdown"), readFile(results / "REPORT.md").value());
}

TEST_F(CpuBackendTest, aSyntheticModelIsMadeOnceAndFoundAgain) {
    const TemporaryFolder cache;
    for (int i = 0; i < 2; ++i) {
        test::ProcessSetup setup =
            program(arguments("synthetic:tiny", {"--workload", workload(json::object())}));
        setup.environment["XDG_CACHE_HOME"] = cache.path().string();
        const ProcessEnd end = runProcess(std::move(setup), kMostTime);
        ASSERT_EQ(end.exitCode, 0) << end.err;
        EXPECT_THAT(end.err, HasSubstr("random weights"));
    }
    EXPECT_TRUE(fs::exists(cache / "sagebench/models"));
}

/// Once the first of many is over, another is in its prompt at nearly every moment.
TEST_F(CpuBackendTest, aStopInsideALongPromptEndsTheRunWithItsJournal) {
    const std::string file =
        workload({{"prompt_tokens", 15000}, {"output_tokens", 2}, {"num_requests", 100}});
    test::Process process(program(
        arguments(model(), {"--workload", file, "--backend-option", "prefix_cache=false"})));
    ASSERT_TRUE(waitForLine(results / "case_requests.jsonl.part"));
    process.sendSignal(SIGINT);
    const ProcessEnd end = process.wait();
    EXPECT_FALSE(end.timedOut);
    EXPECT_EQ(end.exitCode, 130) << end.err;
    const auto records = journalOf("case");
    ASSERT_GE(records.size(), 2U);
    EXPECT_LT(records.size(), 100U);
    EXPECT_EQ(records.front().outcome, Outcome::Ok);
    EXPECT_EQ(records.back().outcome, Outcome::Cancelled);
    EXPECT_FALSE(records.back().firstToken);
    EXPECT_EQ(metricsOf("case")["interrupted"], true);
}

TEST_F(CpuBackendTest, aModelIsNeeded) {
    const ProcessEnd none = runProcess(program({"run", "--backend", "cpu"}), kMostTime);
    EXPECT_EQ(none.exitCode, 2);
    EXPECT_THAT(none.err, AllOf(HasSubstr("--model FILE.gguf"), HasSubstr("synthetic:tiny")));
    expectRefused((results / "none.gguf").string(), {}, HasSubstr("no such model file"));
    expectRefused(results.path().string(), {}, HasSubstr("this is a folder"));
    expectRefused("synthetic:tinny", {}, HasSubstr("tinny"));
}

TEST_F(CpuBackendTest, aFileThatIsNoModelIsRefused) {
    std::ofstream(results / "text.gguf") << "No model at all.\n";
    expectRefused((results / "text.gguf").string(), {}, HasSubstr("no GGUF file"));
    expectRefused(GgufSample().write(results / "v.gguf").string(), {},
                  HasSubstr("a vocabulary without weights"));
    expectRefused(GgufSample()
                      .weights()
                      .text("general.architecture", "foo")
                      .write(results / "foo.gguf")
                      .string(),
                  {}, HasSubstr("does not know the architecture \"foo\""));
    expectRefused(
        GgufSample().weights().number("llama.block_count", 0).write(results / "flat.gguf").string(),
        {}, HasSubstr("llama.block_count must be 1 to 512, but is 0"));
    expectRefused(GgufSample().weights().write(results / "bare.gguf").string(), {},
                  HasSubstr("can't load this model of architecture \"llama\": "));
}

/// Wherever it was cut.
TEST_F(CpuBackendTest, aTruncatedFileIsRefused) {
    const std::uintmax_t size = fs::file_size(model());
    const fs::path cut = results / "cut.gguf";
    for (const std::uintmax_t bytes : {size - 1, size / 2, std::uintmax_t{100'000}}) {
        fs::copy_file(model(), cut, fs::copy_options::overwrite_existing);
        fs::resize_file(cut, bytes);
        expectRefused(cut.string(), {},
                      AllOf(HasSubstr("truncated"), HasSubstr(std::to_string(bytes) + " bytes")));
    }
}

TEST_F(CpuBackendTest, aModelLargerThanMemoryIsRefused) {
    const fs::path huge = GgufSample().hugeWeights().writeSparse(results / "huge.gguf");
    expectRefused(huge.string(), {}, HasSubstr("is larger than memory: 8192.0 GiB of weights"));
}

TEST_F(CpuBackendTest, aNameThatIsNoUtf8IsNoCrash) {
    expectRefused((results / "m\xe9.gguf").string(), {}, HasSubstr("no such model file"));
    fs::create_symlink(model(), results / "m\xe9.gguf");
    const ProcessEnd end = runProcess(program(arguments((results / "m\xe9.gguf").string(),
                                                        {"--workload", workload(json::object())})),
                                      kMostTime);
    EXPECT_EQ(end.exitCode, 0) << end.err;
}

TEST_F(CpuBackendTest, aContextTooSmallForTheWorkloadIsRefused) {
    expectRefused(model(), {"--backend-option", "context=511"},
                  HasSubstr("longest request has 512 tokens (prompt and answer), and context=511"));
    expectRefused(model(), {"--prompt-tokens", "20000"},
                  HasSubstr("the model was trained for 16384"));
}

TEST_F(CpuBackendTest, optionsThatCannotBeHadAreRefused) {
    expectRefused(model(), {"--backend-option", "speculate=2", "--backend-option", "temperature=1"},
                  HasSubstr("needs greedy sampling"));
    expectRefused(model(), {"--backend-option", "thread=2"}, HasSubstr("threads"));
    expectRefused(model(), {"--base-url", "http://127.0.0.1:1"}, HasSubstr("--base-url"));
}

}  // namespace
}  // namespace sagebench
