// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/ContextPlan.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::HasSubstr;

constexpr ContextNeed kFourOf600 = {
    .maxInFlight = 4, .longestRequest = 600, .trained = 4096, .maxSequences = 256, .canKeep = true};

TEST(ContextPlan, hasRoomForAllThatRunAndAsMuchForWhatIsKept) {
    EXPECT_EQ(planContext({}, kFourOf600).value(), (ContextPlan{.parallel = 4,
                                                                .keptSequences = 24,
                                                                .kvTokens = 2 * 4 * 768,
                                                                .contextTokens = 6144,
                                                                .unified = true}));
}

TEST(ContextPlan, givesEachRequestItsPartWhereNothingIsKept) {
    EXPECT_EQ(planContext({.prefixCache = false}, kFourOf600).value(),
              (ContextPlan{.parallel = 4,
                           .keptSequences = 0,
                           .kvTokens = 4 * 768,
                           .contextTokens = 3072,
                           .unified = false}));
}

TEST(ContextPlan, keepsNothingForAModelThatCannotBeCut) {
    ContextNeed need = kFourOf600;
    need.canKeep = false;
    EXPECT_EQ(planContext({}, need).value(),
              planContext({.prefixCache = false}, kFourOf600).value());
}

TEST(ContextPlan, runsNoMoreAtATimeThanTheRunNeedsOrTheOptionAllows) {
    ContextNeed need = kFourOf600;
    need.maxInFlight = 100;
    EXPECT_EQ(planContext({.parallel = 8}, need).value().parallel, 8);
    need.maxInFlight = 1;
    EXPECT_EQ(planContext({.parallel = 8}, need).value().parallel, 1);
    need.maxInFlight = 300;
    need.maxSequences = 64;
    const ContextPlan most = planContext({.parallel = 256}, need).value();
    EXPECT_EQ(most.parallel, 63) << "one is left for what is kept";
    EXPECT_EQ(most.keptSequences, 1);
    EXPECT_EQ(planContext({.parallel = 256, .prefixCache = false}, need).value().parallel, 64);
}

TEST(ContextPlan, keepsAtLeastEightWhateverTheirSize) {
    ContextNeed need = kFourOf600;
    need.maxInFlight = 1;
    EXPECT_EQ(planContext({.context = 700}, need).value().keptSequences, 8);
    EXPECT_EQ(planContext({.context = 100'000}, need).value().keptSequences, 255);
}

TEST(ContextPlan, takesTheContextThatIsGiven) {
    const ContextPlan unified = planContext({.context = 1000}, kFourOf600).value();
    EXPECT_EQ(unified.kvTokens, 1000);
    EXPECT_EQ(unified.contextTokens, 1024);
    const ContextPlan parts =
        planContext({.context = 2402, .prefixCache = false}, kFourOf600).value();
    EXPECT_EQ(parts.kvTokens, 2402);
    EXPECT_EQ(parts.contextTokens, 4 * 768);
}

TEST(ContextPlan, assumesAUsualRequestWhereNoneIsKnown) {
    EXPECT_EQ(planContext({}, {.maxInFlight = 1}).value().kvTokens, 2 * 4096);
    EXPECT_EQ(planContext({}, {.maxInFlight = 1, .trained = 2048}).value().kvTokens, 2 * 2048);
}

std::string errorOf(const LlamaOptions& options, const ContextNeed& need) {
    const auto plan = planContext(options, need);
    EXPECT_FALSE(plan);
    EXPECT_EQ(plan.error().kind, ErrorKind::Usage);
    return plan.error().message;
}

TEST(ContextPlan, isRefusedWhereTheModelWasTrainedForLess) {
    ContextNeed need = kFourOf600;
    need.trained = 600;
    EXPECT_TRUE(planContext({}, need));
    need.trained = 512;
    EXPECT_THAT(errorOf({}, need), HasSubstr("context too small for the workload: its longest "
                                             "request has 600 tokens (prompt and answer), and the "
                                             "model was trained for 512"));
}

TEST(ContextPlan, isRefusedWhereTheOptionAllowsTooLittle) {
    EXPECT_TRUE(planContext({.context = 600}, kFourOf600));
    EXPECT_THAT(errorOf({.context = 599}, kFourOf600),
                HasSubstr("its longest request has 600 tokens (prompt and answer), and context=599 "
                          "has no room for them; give context=600 or more, or 0"));
}

TEST(ContextPlan, isRefusedWhereThePartOfARequestIsTooLittle) {
    EXPECT_TRUE(planContext({.context = 2400, .prefixCache = false}, kFourOf600));
    EXPECT_THAT(errorOf({.context = 2399, .prefixCache = false}, kFourOf600),
                HasSubstr("context=2399 gives each of 4 requests 599, which has no room for them; "
                          "give context=2400 or more"));
}

TEST(ContextPlan, needsABatchWithRoomForEveryRequestAndItsDraft) {
    const ContextPlan plan{.parallel = 8};
    EXPECT_TRUE(checkBatch({.batch = 8}, plan));
    EXPECT_FALSE(checkBatch({.batch = 7}, plan));
    EXPECT_TRUE(checkBatch({.batch = 40, .speculate = 4}, plan));
    const auto told = checkBatch({.batch = 39, .speculate = 4}, plan);
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().kind, ErrorKind::Usage);
    EXPECT_THAT(told.error().message, HasSubstr("8 requests at a time with 4 drafted tokens each; "
                                                "give batch=40 or more"));
}

}  // namespace
}  // namespace sagebench
