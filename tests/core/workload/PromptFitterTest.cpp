// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/PromptFitter.h"

#include <gtest/gtest.h>

#include "workload/FittedPrompts.h"
#include "workload/TextGenerator.h"

namespace sagebench {
namespace {

/// A tokenizer whose rules are plain: a piece has one token for each three letters, a template adds
/// `templateTokens`, and text that holds "river" has one token more than its pieces.
class PlainCounter final : public TokenCounter {
  public:
    PlainCounter(Form form, int templateTokens, bool quirk = false)
        : form_(form), templateTokens_(templateTokens), quirk_(quirk) {}

    Form form() const override { return form_; }
    Result<std::vector<std::int32_t>> pieceTokens(std::string_view piece,
                                                  std::stop_token) override {
        ++pieceCalls;
        return std::vector<std::int32_t>(tokensIn(piece), static_cast<std::int32_t>(piece.size()));
    }
    Result<int> promptTokens(std::string_view text, std::stop_token) override {
        ++promptCalls;
        int tokens = templateTokens_;
        std::string word;
        for (const char c : std::string(text) + ' ') {
            if (c == ' ' || c == '.' || c == ',') {
                tokens += word.empty()
                              ? 0
                              : static_cast<int>(tokensIn(word.front() == ' ' ? word : ' ' + word));
                tokens += c == ' ' ? 0 : 1;
                word.clear();
            } else {
                word += c;
            }
        }
        return tokens + (quirk_ && text.find("river") != std::string_view::npos ? 1 : 0);
    }

    int pieceCalls = 0;
    int promptCalls = 0;

  private:
    static std::size_t tokensIn(std::string_view piece) {
        return std::max<std::size_t>(1, (piece.size() + 1) / 3);
    }
    Form form_;
    int templateTokens_;
    bool quirk_;
};

TEST(PromptFitter, cutsIdsToTheExactLength) {
    PlainCounter counter(TokenCounter::Form::TokenIds, 0);
    PromptFitter fitter(counter);
    for (int tokens : {1, 2, 127, 128, 1000}) {
        ASSERT_TRUE(fitter.fit(5, tokens, {}));
        EXPECT_EQ(fitter.idsOf(5, static_cast<std::size_t>(tokens)).size(),
                  static_cast<std::size_t>(tokens));
    }
    EXPECT_EQ(counter.promptCalls, 0);
}

TEST(PromptFitter, textHasExactlyTheTokensThatTheServerCounts) {
    for (const bool quirk : {false, true}) {
        PlainCounter counter(TokenCounter::Form::Text, 11, quirk);
        PromptFitter fitter(counter);
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            const auto fitted = fitter.fit(seed, 128, {});
            ASSERT_TRUE(fitted);
            EXPECT_TRUE(fitted->exact);
            EXPECT_EQ(counter.promptTokens(textOf(fitted->recipe), {}).value(), 128)
                << "seed " << seed;
        }
        EXPECT_NEAR(fitter.sharedTokens(), 11, 1);
    }
}

TEST(PromptFitter, stopsAskingOnceItsSumsWereAlwaysRight) {
    PlainCounter counter(TokenCounter::Form::Text, 11);
    PromptFitter fitter(counter);
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        const auto fitted = fitter.fit(seed, 200, {});
        ASSERT_TRUE(fitted && fitted->exact);
    }
    EXPECT_LT(counter.promptCalls, 80);
    EXPECT_EQ(counter.promptTokens(textOf(fitter.fit(5000, 200, {})->recipe), {}).value(), 200);
}

TEST(PromptFitter, givesTheShortestPromptWhereTheTemplateAloneIsLonger) {
    PlainCounter counter(TokenCounter::Form::Text, 50);
    PromptFitter fitter(counter);
    const auto fitted = fitter.fit(1, 20, {});
    ASSERT_TRUE(fitted);
    EXPECT_TRUE(fitted->tooShortToReach);
    EXPECT_FALSE(fitted->exact);
    EXPECT_EQ(fitted->recipe.pieces, 1u);
    EXPECT_EQ(fitted->recipe.fillers, 0u);
}

TEST(PromptFitter, calibratesAStraightLineFromTwoRequests) {
    PlainCounter counter(TokenCounter::Form::Calibrated, 30);
    PromptFitter fitter(counter);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto fitted = fitter.fit(seed, 500, {});
        ASSERT_TRUE(fitted);
        EXPECT_FALSE(fitted->exact);
        EXPECT_NEAR(counter.promptTokens(textOf(fitted->recipe), {}).value(), 500, 60);
    }
    EXPECT_EQ(counter.promptCalls, 2 + 20);
    EXPECT_EQ(counter.pieceCalls, 0);
}

TEST(FittedPrompts, everyRequestHasItsOwnUnlessTheWorkloadSaysSo) {
    PlainCounter counter(TokenCounter::Form::Text, 5);
    PromptFitter fitter(counter);
    const std::vector<PromptAsk> asked = {{0, 64, 11}, {1, 64, 12}, {2, 64, 13}};
    const auto own = FittedPrompts::fit(asked, false, fitter, {}).value();
    EXPECT_NE(own->make(0, {}).text, own->make(1, {}).text);
    EXPECT_EQ(own->make(1, {}).text, own->make(1, {}).text);
    const auto same = FittedPrompts::fit(asked, true, fitter, {}).value();
    EXPECT_EQ(same->make(0, {}).text, same->make(2, {}).text);
    EXPECT_TRUE(same->warnings().empty());
}

TEST(FittedPrompts, sayWhatTheReportMustTell) {
    PlainCounter counter(TokenCounter::Form::Text, 50);
    PromptFitter fitter(counter);
    const auto prompts = FittedPrompts::fit(std::vector<PromptAsk>{{0, 8, 1}, {1, 8, 2}, {2, 8, 3}},
                                            false, fitter, {})
                             .value();
    ASSERT_EQ(prompts->warnings().size(), 1u);
    EXPECT_EQ(prompts->warnings()[0],
              "3 of 3 prompts are longer than asked: the server's chat template alone has about 50 "
              "tokens; the "
              "shortest prompt was sent");
}

}  // namespace
}  // namespace sagebench
