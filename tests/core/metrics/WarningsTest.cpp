// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Warnings.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Warnings, thereAreNoneWhereNothingIsOff) {
    EXPECT_THAT(warningsFrom({.successfulRequests = 100}), IsEmpty());
    EXPECT_THAT(warningsFrom({.successfulRequests = 0}), IsEmpty());
}

TEST(Warnings, fivePercentOfUnplannedCacheHitsAreLetPass) {
    EXPECT_THAT(warningsFrom({.successfulRequests = 100, .cachedBeyondShared = 0.05}), IsEmpty());
    EXPECT_THAT(
        warningsFrom({.successfulRequests = 100, .cachedBeyondShared = 0.051}),
        ElementsAre(HasSubstr("5.1 % of the prompt tokens came from the engine's prefix cache")));
}

TEST(Warnings, lengthsThatDifferAreToldWithBothFigures) {
    LengthComparison prompts, outputs;
    prompts.add(128, 131);
    prompts.add(128, 128);
    outputs.add(64, 60);
    EXPECT_THAT(
        warningsFrom({.successfulRequests = 100, .prompts = prompts, .outputs = outputs}),
        ElementsAre("prompts had 129.5 tokens on average where 128.0 were asked (1 of 2 requests "
                    "differ)",
                    "answers had 60.0 tokens on average where 64.0 were asked (1 of 1 requests "
                    "differ)"));
}

TEST(Warnings, differencesThatCancelOutAreStillDifferences) {
    LengthComparison prompts;
    prompts.add(128, 126);
    prompts.add(128, 130);
    EXPECT_THAT(warningsFrom({.successfulRequests = 100, .prompts = prompts}),
                ElementsAre(HasSubstr("(2 of 2 requests differ)")));
}

TEST(Warnings, approximatePromptLengthsAreTold) {
    EXPECT_THAT(warningsFrom({.successfulRequests = 100, .promptLengthsApproximate = true}),
                ElementsAre(HasSubstr("prompt lengths are approximate")));
}

TEST(Warnings, aP99OfFewRequestsIsNearlyTheMaximum) {
    EXPECT_THAT(warningsFrom({.successfulRequests = 99}),
                ElementsAre(HasSubstr("the p99 of 99 requests is nearly their maximum")));
    EXPECT_THAT(warningsFrom({.successfulRequests = 1}), ElementsAre(HasSubstr("a single sample")));
}

}  // namespace
}  // namespace sagebench
