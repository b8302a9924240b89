// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/BatchPlan.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::ElementsAre;
using Needs = std::vector<BatchNeed>;

constexpr BatchNeed kGenerates{true, 1};
BatchNeed prompt(int tokens) {
    return {false, tokens};
}

TEST(BatchPlan, givesPromptsAloneTheWholeBatchFirstComeFirstServed) {
    EXPECT_THAT(planBatch(Needs{prompt(1500), prompt(1000), prompt(10)}, 2048, 512),
                ElementsAre(1500, 548, 0));
}

TEST(BatchPlan, letsEveryAnswerGoOnBesideAPrompt) {
    EXPECT_THAT(planBatch(Needs{kGenerates, prompt(4000), kGenerates}, 2048, 512),
                ElementsAre(1, 510, 1));
}

TEST(BatchPlan, letsAPromptGoOnBesideManyAnswers) {
    EXPECT_THAT(planBatch(Needs{{true, 9}, {true, 9}, prompt(100)}, 64, 16), ElementsAre(9, 9, 1));
}

TEST(BatchPlan, neverPlansMoreThanTheBatchHolds) {
    EXPECT_THAT(planBatch(Needs{{true, 4}, {true, 4}, prompt(100)}, 8, 512), ElementsAre(4, 4, 0));
}

TEST(BatchPlan, ofNothingIsNothing) {
    EXPECT_TRUE(planBatch({}, 2048, 512).empty());
}

}  // namespace
}  // namespace sagebench
