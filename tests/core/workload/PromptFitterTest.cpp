// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/PromptFitter.h"

#include <gtest/gtest.h>

#include "PlainCounter.h"

namespace sagebench {
namespace {

using Form = TokenCounter::Form;
using test::PlainCounter;
using Segments = std::vector<PromptSegment>;

Segments oneOf(std::uint64_t seed, int tokens) {
    return {{seed, tokens}};
}

/// As a run does it: tried, then made.
FittedPrompt fit(PromptFitter& fitter, const Segments& segments) {
    EXPECT_TRUE(fitter.learn({}));
    const auto correction = fitter.tryOut(segments, {}).value();
    return fitter.make(segments, true, &correction);
}

TEST(PromptFitter, cutsIdsToTheExactLength) {
    PlainCounter counter(Form::TokenIds, 0);
    PromptFitter fitter(counter);
    for (int tokens : {1, 2, 127, 128, 1000}) {
        const FittedPrompt made = fit(fitter, oneOf(5, tokens));
        EXPECT_EQ(made.ids.size(), static_cast<std::size_t>(tokens));
        EXPECT_TRUE(made.exact);
    }
    EXPECT_EQ(counter.promptCalls, 0);
}

TEST(PromptFitter, textSaysTheSameAsIds) {
    PlainCounter counter(Form::TokenIds, 0);
    PromptFitter fitter(counter);
    for (int tokens = 50; tokens < 60; ++tokens) {
        const FittedPrompt made = fit(fitter, {{1, 30}, {2, tokens - 30}});
        EXPECT_EQ(counter.countPlain(made.text), tokens);
    }
}

TEST(PromptFitter, textHasExactlyTheTokensThatTheServerCounts) {
    for (const bool quirk : {false, true}) {
        PlainCounter counter(Form::Text, 11, quirk);
        PromptFitter fitter(counter);
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            const FittedPrompt made = fit(fitter, oneOf(seed, 128));
            EXPECT_TRUE(made.exact);
            EXPECT_EQ(counter.count(made.text), 128) << "seed " << seed;
        }
        EXPECT_NEAR(fitter.sharedTokens(), 11, 1);
    }
}

TEST(PromptFitter, theFirstSegmentGivesUpTheTemplatesTokens) {
    PlainCounter counter(Form::Text, 11);
    PromptFitter fitter(counter);
    const FittedPrompt three = fit(fitter, {{1, 40}, {2, 40}, {3, 20}});
    EXPECT_EQ(counter.count(three.text), 100);
    const FittedPrompt other = fit(fitter, {{1, 40}, {2, 40}, {9, 50}});
    const FittedPrompt shared = fit(fitter, {{1, 40}, {2, 40}});
    EXPECT_TRUE(three.text.starts_with(shared.text));
    EXPECT_TRUE(other.text.starts_with(shared.text));
    EXPECT_EQ(counter.count(fit(fitter, {{1, 5}, {2, 95}}).text), 100);
}

TEST(PromptFitter, laterTurnsHaveNoTemplateOfTheirOwn) {
    PlainCounter counter(Form::Text, 11);
    PromptFitter fitter(counter);
    ASSERT_TRUE(fitter.learn({}));
    const FittedPrompt made = fitter.make(oneOf(4, 100), false);
    EXPECT_TRUE(made.exact);
    EXPECT_EQ(counter.countPlain(made.text), 100);
}

TEST(PromptFitter, stopsAskingOnceItsSumsWereAlwaysRight) {
    PlainCounter counter(Form::Text, 11);
    PromptFitter fitter(counter);
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        EXPECT_TRUE(fit(fitter, oneOf(seed, 200)).exact);
    }
    EXPECT_LT(counter.promptCalls, 80);
    EXPECT_EQ(counter.count(fit(fitter, oneOf(5000, 200)).text), 200);
}

TEST(PromptFitter, makesAPromptThatWasNotTriedFromWhatItLearned) {
    PlainCounter plain(Form::Text, 11);
    PromptFitter fitter(plain);
    fit(fitter, oneOf(1, 200));
    const int calls = plain.promptCalls;
    EXPECT_TRUE(fitter.make(oneOf(2, 300), true).exact);
    EXPECT_EQ(plain.count(fitter.make(oneOf(2, 300), true).text), 300);
    EXPECT_EQ(plain.promptCalls, calls);

    PlainCounter quirky(Form::Text, 11, true);
    PromptFitter doubtful(quirky);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        fit(doubtful, oneOf(seed, 60));  // some have rivers, some have not
    }
    EXPECT_FALSE(doubtful.make(oneOf(2, 300), true).exact);
}

TEST(PromptFitter, givesTheShortestPromptWhereTheTemplateAloneIsLonger) {
    PlainCounter counter(Form::Text, 50);
    PromptFitter fitter(counter);
    const FittedPrompt made = fit(fitter, oneOf(1, 20));
    EXPECT_TRUE(made.tooShortToReach);
    EXPECT_FALSE(made.exact);
    EXPECT_EQ(made.text.find(' '), std::string::npos);
    EXPECT_FALSE(made.text.empty());
}

TEST(PromptFitter, calibratesAStraightLineFromTwoRequests) {
    PlainCounter counter(Form::Calibrated, 30);
    PromptFitter fitter(counter);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const FittedPrompt made = fit(fitter, oneOf(seed, 500));
        EXPECT_FALSE(made.exact);
        EXPECT_NEAR(counter.count(made.text), 500, 60);
    }
    EXPECT_EQ(counter.promptCalls, 2);
    EXPECT_EQ(counter.pieceCalls, 0);
}

TEST(PromptFitter, calibratedPromptsShareTheirFirstSegmentsToo) {
    PlainCounter counter(Form::Calibrated, 30);
    PromptFitter fitter(counter);
    const std::string shared = fit(fitter, oneOf(1, 200)).text;
    EXPECT_TRUE(fit(fitter, {{1, 200}, {2, 77}}).text.starts_with(shared));
    EXPECT_TRUE(fit(fitter, {{1, 200}, {3, 300}}).text.starts_with(shared));
    EXPECT_TRUE(fit(fitter, oneOf(1, 5)).tooShortToReach);
}

}  // namespace
}  // namespace sagebench
