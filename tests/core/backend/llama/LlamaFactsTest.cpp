// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaFacts.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

ModelFile mamba() {
    ModelFile file;
    file.architecture = "mamba";
    file.parameters = 134'000'000;
    file.weightType = "f16";
    file.weightBytes = 256ULL << 20;
    return file;
}

TEST(LlamaFacts, tellWhyAModelHasNoPrefixCache) {
    const ContextPlan without{.parallel = 2, .unified = false};
    EXPECT_THAT(prefixCacheWarning(mamba(), {}, without),
                HasSubstr("the memory of architecture \"mamba\" can't be cut"));
    EXPECT_THAT(prefixCacheWarning(mamba(), {.prefixCache = false}, without), IsEmpty())
        << "as it was asked";
    EXPECT_THAT(prefixCacheWarning(mamba(), {}, {.parallel = 2, .unified = true}), IsEmpty());
}

TEST(LlamaFacts, callSyntheticWeightsSynthetic) {
    ModelFile file = mamba();
    EXPECT_FALSE(infoOf(file, "m.gguf").syntheticWeights);
    file.synthetic = true;
    EXPECT_TRUE(infoOf(file, "m.gguf").syntheticWeights);
    EXPECT_EQ(infoOf(file, "m.gguf").model, "m.gguf");
    EXPECT_THAT(infoOf(file, "m.gguf").facts, Contains(Pair("parameters", "134 M")));
    EXPECT_THAT(infoOf(file, "m.gguf").facts, Contains(Pair("weights", "f16, 256 MiB")));
}

TEST(LlamaFacts, ofARunAreWhatItRanWith) {
    const LlamaOptions options{.threads = 4, .batchThreads = 8, .kvType = "q8_0", .speculate = 3};
    const Facts facts = runFacts(options, {.parallel = 2, .kvTokens = 4096, .unified = true});
    EXPECT_THAT(facts, Contains(Pair("threads", "4, 8 for prompts")));
    EXPECT_THAT(facts, Contains(Pair("KV cache", "4,096 tokens of q8_0, unified")));
    EXPECT_THAT(facts, Contains(Pair("prefix cache", "on")));
    EXPECT_THAT(facts, Contains(Pair("speculation", "up to 3 tokens by prompt lookup")));
    EXPECT_THAT(facts, Contains(Pair("sampling", "greedy")));
}

}  // namespace
}  // namespace sagebench
