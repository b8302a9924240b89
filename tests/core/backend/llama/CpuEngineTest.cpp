// SPDX-License-Identifier: GPL-3.0-or-later
// The batching engine on llama.cpp itself, in the test's own process, so that the sanitizers see
// it.
#include <gmock/gmock.h>

#include <algorithm>
#include <memory>

#include "backend/llama/LlamaTokenModel.h"
#include "backend/llama/SequenceScheduler.h"
#include "backend/llama/SyntheticModel.h"
#include "engine/RunExecutor.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using test::TemporaryFolder;
using Tokens = std::vector<std::int32_t>;

class CpuEngineTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<TemporaryFolder>();
        ASSERT_TRUE(writeSyntheticModel({}, modelPath()));
    }
    static void TearDownTestSuite() { folder.reset(); }
    static std::filesystem::path modelPath() { return *folder / "tiny.gguf"; }

    static std::unique_ptr<TemporaryFolder> folder;
};
std::unique_ptr<TemporaryFolder> CpuEngineTest::folder;

// --- speculation

class SpeculationTest : public CpuEngineTest {
  protected:
    void SetUp() override {
        options_.threads = 2;
        options_.batchThreads = 2;
        file_ = readModelFile(modelPath()).value();
        model_ = std::make_unique<LlamaModel>(LlamaModel::load(file_, options_, {}).value());
        tokens_ = LlamaTokenModel::open(*model_, file_, options_,
                                        {.parallel = 1,
                                         .keptSequences = 0,
                                         .kvTokens = 1024,
                                         .contextTokens = 1024,
                                         .unified = true},
                                        {})
                      .value();
    }

    Tokens answer(const Tokens& prompt, int outputTokens, int speculate,
                  SequenceCounters& counters) {
        SequenceEngineConfig config;
        config.kvTokens = 1024;
        config.speculate = speculate;
        const SteadyClock clock;
        SequenceScheduler scheduler(*tokens_, config, clock);
        scheduler.submit({1, prompt, outputTokens, 0});
        SequenceEvents events;
        for (auto batch = scheduler.nextBatch(events); !batch.empty();
             batch = scheduler.nextBatch(events)) {
            BatchOutcome outcome;
            outcome.decoded = tokens_->decode(batch);
            chooseTokens(*tokens_, scheduler.parts(), clock, outcome);
            scheduler.apply(outcome, events);
        }
        counters = scheduler.counters();
        return events.tokens;
    }

    /// How far apart the two best logits are after these tokens.
    float certaintyAfter(const Tokens& tokens) {
        tokens_->clear();
        std::vector<BatchToken> batch;
        for (const std::int32_t token : tokens) {
            batch.push_back({token, static_cast<std::int32_t>(batch.size()), 0, false});
        }
        batch.back().output = true;
        EXPECT_EQ(tokens_->decode(batch), TokenModel::Decoded::Done);
        const auto row = tokens_->logits(static_cast<int>(batch.size()) - 1);
        std::vector<float> logits(row.begin(), row.end());
        std::ranges::partial_sort(logits, logits.begin() + 2, std::greater());
        tokens_->clear();
        return logits[0] - logits[1];
    }

    LlamaOptions options_;
    ModelFile file_;
    std::unique_ptr<LlamaModel> model_;
    std::unique_ptr<LlamaTokenModel> tokens_;
};

/// One token at a time and several at a time round differently; that shows only where the model
/// hardly prefers one token to another.
constexpr float kRounding = 5e-3F;

TEST_F(SpeculationTest, saysWhatTheModelSaysWithoutIt) {
    std::int64_t drafted = 0;
    for (std::int32_t start = 100; start < 500; start += 100) {
        Tokens prompt;
        for (std::int32_t i = 0; i < 48; ++i) {
            prompt.push_back(start + i % 12);
        }
        SequenceCounters counters;
        const Tokens alone = answer(prompt, 80, 0, counters);
        const Tokens drafting = answer(prompt, 80, 6, counters);
        ASSERT_EQ(drafting.size(), 80U);
        drafted += counters.drafted;
        const auto differs = std::ranges::mismatch(alone, drafting).in1;
        if (differs != alone.end()) {
            prompt.insert(prompt.end(), alone.begin(), differs);
            EXPECT_LE(certaintyAfter(prompt), kRounding)
                << "prompt " << start << ", token " << differs - alone.begin();
        }
    }
    EXPECT_GT(drafted, 0) << "else nothing was tried";
}

// --- whole runs

/// Asks for a stop when a number of tokens has come.
class Watcher final : public RunObserver {
  public:
    void started(const RunInfo& info) override { run = info; }
    void snapshot(std::shared_ptr<const RunSnapshot> snapshot) override {
        if (stopAtFirstSent && snapshot->phase == RunPhase::Running && snapshot->sent > 0) {
            stop.request_stop();
        }
    }
    void workloadFinished(std::shared_ptr<const WorkloadResult>) override {}

    RunInfo run;
    bool stopAtFirstSent = false;
    std::stop_source stop;
};

RunPlan planOf(const std::filesystem::path& model, const std::filesystem::path& results,
               WorkloadSpec workload, std::map<std::string, std::string> options) {
    RunPlan plan;
    plan.workloads = {std::move(workload)};
    plan.seed = 7;
    plan.backend.id = "cpu";
    plan.backend.model = model.string();
    plan.backend.options = std::move(options);
    plan.output.folder = results.string();
    return plan;
}

TEST_F(CpuEngineTest, runsMoreRequestsThanItHasRoomForWithEverythingSwitchedOn) {
    const TemporaryFolder results;
    Watcher watcher;
    const RunPlan plan =
        planOf(modelPath(), results.path(), {"crowd", "", 60, 20, 12, std::nullopt, 2, false},
               {{"parallel", "3"},
                {"context", "512"},
                {"speculate", "4"},
                {"batch", "64"},
                {"ubatch", "32"}});
    const auto result = RunExecutor(plan, {}, "", watcher).run({});
    ASSERT_TRUE(result) << result.error().message;
    const WorkloadMetrics& metrics = result->workloads.at(0)->metrics;
    EXPECT_EQ(metrics.successfulRequests, 12U);
    EXPECT_EQ(metrics.totalInputTokens, 12U * 60);
    EXPECT_EQ(metrics.totalOutputTokens, 12U * 20);
    EXPECT_GT(metrics.engine.evictCount, 0);
    EXPECT_LE(metrics.engine.kvUsedTokens, 512);
    EXPECT_GT(metrics.engine.modelLoadMs, 0);
    EXPECT_GT(metrics.memory.aboveLoadMb, 0);
    EXPECT_TRUE(watcher.run.engine.syntheticWeights);
}

TEST_F(CpuEngineTest, stopsInTheMiddleOfALongPromptAndKeepsTheRecords) {
    const TemporaryFolder results;
    Watcher watcher;
    watcher.stopAtFirstSent = true;
    const RunPlan plan =
        planOf(modelPath(), results.path(), {"long", "", 16000, 100, 4, 2, 0, false},
               {{"parallel", "2"}, {"prefix_cache", "false"}});
    const auto result = RunExecutor(plan, {}, "", watcher).run(watcher.stop.get_token());
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_TRUE(result->interrupted);
    EXPECT_EQ(result->workloads.at(0)->metrics.cancelledRequests, 2U);
}

}  // namespace
}  // namespace sagebench
