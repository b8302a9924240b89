// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaTokenModel.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "GgufSample.h"
#include "backend/llama/LlamaTokenCounter.h"
#include "backend/llama/SyntheticModel.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using testing::HasSubstr;
using Decoded = TokenModel::Decoded;

/// The tiny model, loaded once.
class LlamaTokenModelTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<test::TemporaryFolder>();
        const auto made = writeSyntheticModel({}, *folder / "tiny.gguf");
        ASSERT_TRUE(made) << made.error().message;
        file = readModelFile(*folder / "tiny.gguf").value();
        model = std::make_unique<LlamaModel>(LlamaModel::load(file, {}, {}).value());
    }
    static void TearDownTestSuite() {
        model.reset();
        folder.reset();
    }

    static LlamaOptions twoThreads() {
        LlamaOptions options;
        options.threads = 2;
        options.batchThreads = 2;
        return options;
    }
    static std::unique_ptr<LlamaTokenModel> open(const LlamaOptions& options = twoThreads(),
                                                 ContextPlan plan = {.parallel = 2,
                                                                     .keptSequences = 2,
                                                                     .kvTokens = 256,
                                                                     .contextTokens = 256,
                                                                     .unified = true}) {
        return LlamaTokenModel::open(*model, file, options, plan, {}).value();
    }
    /// Tokens 100, 101, … at positions from `from`; the last has an output.
    static std::vector<BatchToken> tokens(int sequence, int from, int count) {
        std::vector<BatchToken> batch;
        for (int i = from; i < from + count; ++i) {
            batch.push_back({100 + i, i, sequence, i == from + count - 1});
        }
        return batch;
    }
    static int likeliest(std::span<const float> logits) {
        return static_cast<int>(std::ranges::max_element(logits) - logits.begin());
    }

    static std::unique_ptr<test::TemporaryFolder> folder;
    static ModelFile file;
    static std::unique_ptr<LlamaModel> model;
};

std::unique_ptr<test::TemporaryFolder> LlamaTokenModelTest::folder;
ModelFile LlamaTokenModelTest::file;
std::unique_ptr<LlamaModel> LlamaTokenModelTest::model;

TEST_F(LlamaTokenModelTest, saysTheSameAboutTheSamePrompt) {
    const auto tokenModel = open();
    ASSERT_EQ(tokenModel->decode(tokens(0, 0, 20)), Decoded::Done);
    ASSERT_EQ(tokenModel->logits(19).size(), static_cast<std::size_t>(model->vocabularySize()));
    const int said = likeliest(tokenModel->logits(19));
    tokenModel->clear();
    ASSERT_EQ(tokenModel->decode(tokens(1, 0, 20)), Decoded::Done);
    EXPECT_EQ(likeliest(tokenModel->logits(19)), said);
}

TEST_F(LlamaTokenModelTest, aCopiedPrefixStandsForItsTokens) {
    const auto tokenModel = open();
    EXPECT_TRUE(tokenModel->canCut());
    ASSERT_EQ(tokenModel->decode(tokens(0, 0, 20)), Decoded::Done);
    const int said = likeliest(tokenModel->logits(19));
    tokenModel->copyPrefix(0, 1, 19);
    ASSERT_EQ(tokenModel->decode(tokens(1, 19, 1)), Decoded::Done);
    EXPECT_EQ(likeliest(tokenModel->logits(0)), said);
}

TEST_F(LlamaTokenModelTest, aCutSequenceGoesOnFromThere) {
    const auto tokenModel = open();
    ASSERT_EQ(tokenModel->decode(tokens(0, 0, 20)), Decoded::Done);
    EXPECT_TRUE(tokenModel->cut(0, 10));
    EXPECT_EQ(tokenModel->decode(tokens(0, 10, 5)), Decoded::Done);
    EXPECT_TRUE(tokenModel->cut(0, 5));
    EXPECT_EQ(tokenModel->decode(tokens(0, 10, 5)), Decoded::Failed);
}

TEST_F(LlamaTokenModelTest, aFullMemoryHasNoRoomAndKeepsNothingOfTheBatch) {
    const auto tokenModel = open();
    ASSERT_EQ(tokenModel->decode(tokens(0, 0, 200)), Decoded::Done);
    EXPECT_EQ(tokenModel->decode(tokens(1, 0, 57)), Decoded::NoRoom);
    EXPECT_EQ(tokenModel->decode(tokens(1, 0, 56)), Decoded::Done);
    tokenModel->remove(0);
    EXPECT_EQ(tokenModel->decode(tokens(1, 56, 100)), Decoded::Done);
}

TEST_F(LlamaTokenModelTest, aBatchThatIsTooLongFails) {
    const auto tokenModel = open();
    EXPECT_EQ(tokenModel->batchLimit(), 256);
    EXPECT_EQ(tokenModel->decode(tokens(0, 0, 257)), Decoded::Failed);
}

TEST_F(LlamaTokenModelTest, anAbortEndsTheStepUntilItIsTakenBack) {
    const auto tokenModel = open();
    tokenModel->setAborting(true);
    EXPECT_EQ(tokenModel->decode(tokens(0, 0, 50)), Decoded::Aborted);
    tokenModel->setAborting(false);
    EXPECT_TRUE(tokenModel->cut(0, 0));
    EXPECT_EQ(tokenModel->decode(tokens(0, 0, 50)), Decoded::Done);
}

TEST_F(LlamaTokenModelTest, greedyNeedsNoSamplerAndASamplerRepeatsForItsSeed) {
    EXPECT_EQ(open()->makeSampler(1), nullptr);
    LlamaOptions warm = twoThreads();
    warm.temperature = 1;
    const auto tokenModel = open(warm);
    ASSERT_EQ(tokenModel->decode(tokens(0, 0, 20)), Decoded::Done);
    const auto draw = [&](std::uint64_t seed) {
        std::vector<std::int32_t> drawn;
        for (const auto sampler = tokenModel->makeSampler(seed); drawn.size() < 8;) {
            drawn.push_back(sampler->sample(19));
        }
        return drawn;
    };
    EXPECT_EQ(draw(7), draw(7));
    EXPECT_NE(draw(7), draw(8));
}

TEST_F(LlamaTokenModelTest, runsWithOtherTypesThreadsAndMemories) {
    LlamaOptions options = twoThreads();
    options.batchThreads = 1;
    options.kvType = "q8_0";
    options.mmap = false;
    const ContextPlan parts = {
        .parallel = 2, .keptSequences = 0, .kvTokens = 512, .contextTokens = 512, .unified = false};
    const auto tokenModel = open(options, parts);
    EXPECT_EQ(tokenModel->allocatedTokens(), 512);
    EXPECT_EQ(tokenModel->decode(tokens(1, 0, 200)), Decoded::Done);
    EXPECT_EQ(tokenModel->decode(tokens(1, 200, 1)), Decoded::Done);
}

TEST_F(LlamaTokenModelTest, aStopWhileLoadingIsCancelled) {
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = LlamaModel::load(file, {}, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::Cancelled);
    const auto cold = LlamaTokenModel::open(*model, file, twoThreads(),
                                            {.parallel = 1,
                                             .keptSequences = 0,
                                             .kvTokens = 256,
                                             .contextTokens = 256,
                                             .unified = false},
                                            stop.get_token());
    ASSERT_FALSE(cold);
    EXPECT_EQ(cold.error().kind, ErrorKind::Cancelled);
}

TEST_F(LlamaTokenModelTest, anUnknownArchitectureIsNamed) {
    const auto path = test::GgufSample()
                          .weights()
                          .text("general.architecture", "foo")
                          .write(*folder / "foo.gguf");
    const auto loaded = LlamaModel::load(readModelFile(path).value(), {}, {});
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().kind, ErrorKind::Usage);
    EXPECT_THAT(loaded.error().message, HasSubstr("foo.gguf: llama.cpp"));
    EXPECT_THAT(loaded.error().message, HasSubstr("does not know the architecture \"foo\""));
}

TEST_F(LlamaTokenModelTest, aModelThatLlamaCannotUseIsToldWithItsReason) {
    const auto path = test::GgufSample().weights().write(*folder / "bare.gguf");
    const auto loaded = LlamaModel::load(readModelFile(path).value(), {}, {});
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().kind, ErrorKind::Usage);
    EXPECT_THAT(loaded.error().message, HasSubstr("bare.gguf: llama.cpp can't load this model of "
                                                  "architecture \"llama\": "));
    EXPECT_THAT(loaded.error().message, HasSubstr("key not found"));
}

TEST_F(LlamaTokenModelTest, theVocabularyAloneCountsTokens) {
    const LlamaModel vocabulary = LlamaModel::loadVocabulary(file).value();
    LlamaTokenCounter counter(vocabulary);
    EXPECT_EQ(counter.form(), TokenCounter::Form::TokenIds);
    const auto ids = counter.pieceTokens(" river", {}).value();
    ASSERT_EQ(ids.size(), 1U);
    EXPECT_EQ(vocabulary.pieceOf(ids[0]), " river");
    EXPECT_EQ(counter.promptTokens("river river", {}).value(), 2);
    EXPECT_EQ(counter.promptTokens("", {}).value(), 0);
    EXPECT_EQ(counter.textTokens("river river"), (std::vector{ids[0], ids[0]}));
    EXPECT_EQ(counter.textTokens(" river"), ids);
}

}  // namespace
}  // namespace sagebench
