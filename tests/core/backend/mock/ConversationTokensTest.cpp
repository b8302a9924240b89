// SPDX-License-Identifier: GPL-3.0-or-later
// What a conversation's second turn finds in the simulated engine's prefix cache.
#include <gmock/gmock.h>

#include "Simulation.h"
#include "backend/mock/MockTokens.h"
#include "workload/Prompts.h"
#include "workload/TextGenerator.h"

namespace sagebench {
namespace {

using test::Simulation;

TEST(ConversationTokens, generatedTextHasTheIdsOfItsPieces) {
    TextGenerator pieces(7);
    std::vector<std::int32_t> ids;
    for (int i = 0; i < 300; ++i) {
        ids.push_back(mockTokenId(textPieces()[pieces.next()]));
    }
    EXPECT_EQ(mockTokensOf(generateText(7, 300)), ids);
}

/// What a request that draws like `index` answers, as a recorder keeps it.
std::string answerOf(std::uint64_t seed, std::uint64_t index, int tokens) {
    std::string text;
    for (int i = 0; i < tokens; ++i) {
        text += mockWord(seed, index, i).text;
    }
    return text.substr(1);
}

TEST(ConversationTokens, aSecondTurnFindsTheFirstAndItsAnswerInTheCache) {
    MockTokenCounter counter;
    PromptFitter fitter(counter);
    WorkloadSpec workload;
    workload.turns = 2;
    const auto prompts = preparePrompts(workload, 42, {}, nullptr, fitter, {}).value();
    const Prompt first = prompts->make({0, 32, 11, 0, 0}, {}).value();
    const std::string answer = answerOf(1, 0, 16);
    const Prompt second =
        prompts
            ->make({1, 24, 12, 0, 1},
                   std::vector<ChatMessage>{{"user", first.text}, {"assistant", answer}})
            .value();
    ASSERT_EQ(first.tokenIds.size(), 32u);
    ASSERT_EQ(second.tokenIds.size(), 72u);  // 32 + 16 + 24

    Simulation simulation({{"kv_block_tokens", "16"}}, 1);
    simulation.arrive(0, 0, first.tokenIds, 16);
    simulation.run();
    simulation.arrive(1, 100'000, second.tokenIds, 4);
    simulation.run();
    EXPECT_EQ(simulation[0].cachedTokens, 0);
    EXPECT_EQ(simulation[1].cachedTokens, 48);
}

TEST(ConversationTokens, aTextOfADataSetHasIdsToo) {
    EXPECT_EQ(mockTokensOf("Why, then?").size(), 4u);
    EXPECT_EQ(MockTokenCounter().textTokens(" Why, then?"), mockTokensOf("Why, then?"));
}

}  // namespace
}  // namespace sagebench
