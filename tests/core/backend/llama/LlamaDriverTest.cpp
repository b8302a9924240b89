// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaDriver.h"

#include <gmock/gmock.h>

#include <deque>

#include "FakeTokenModel.h"

namespace sagebench {
namespace {

using test::FakeTokenModel;
using test::Tokens;

SequenceEngineConfig config(int keptSequences) {
    SequenceEngineConfig config;
    config.parallel = 2;
    config.kvTokens = 4096;
    config.keptSequences = keptSequences;
    return config;
}

/// Driver and engine over a fake model; the test is the worker.
class LlamaDriverTest : public testing::Test, public DriverEvents {
  protected:
    void start(int keptSequences) {
        engine_.emplace(model_, config(keptSequences), clock_);
        driver_ = std::make_unique<LlamaDriver>(
            *engine_, clock_,
            LlamaDriver::Config{
                keptSequences > 0,
                [](std::int32_t token) { return "<" + std::to_string(token) + ">"; }},
            *this);
    }
    ActiveRequest& submit(Tokens prompt, int outputTokens) {
        ActiveRequest& request = requests_.emplace_back();
        request.spec.index = requests_.size() - 1;
        request.spec.outputTokens = outputTokens;
        request.prompt.tokenIds = std::move(prompt);
        request.record.outputTokensAsked = outputTokens;
        request.recorder = std::make_unique<RequestRecorder>(request.record, live_, true);
        driver_->submit(request);
        return request;
    }
    const RequestRecord& run(Tokens prompt, int outputTokens) {
        ActiveRequest& request = submit(std::move(prompt), outputTokens);
        while (!request.record.finished) {
            driver_->runUntil(kNever);
        }
        return request.record;
    }
    void finished(ActiveRequest&) override { ++finished_; }

    SteadyClock clock_;
    FakeTokenModel model_{4096};
    IntervalExchange<LiveInterval> live_;
    std::deque<ActiveRequest> requests_;
    int finished_ = 0;
    std::optional<SequenceEngine> engine_;
    std::unique_ptr<LlamaDriver> driver_;
};

TEST_F(LlamaDriverTest, recordsAnAnswerTokenByToken) {
    start(4);
    const RequestRecord& record = run({10, 11, 12}, 4);
    EXPECT_EQ(record.outcome, Outcome::Ok);
    EXPECT_EQ(record.finishReason, "length");
    EXPECT_EQ(record.promptTokens, 3);
    EXPECT_EQ(record.outputTokens, 4);
    EXPECT_EQ(record.tokenCountBasis, TokenCountBasis::Usage);
    EXPECT_EQ(record.cachedTokens, 0);
    EXPECT_EQ(record.chunks.size(), 4U);
    EXPECT_EQ(record.chunks[2].tokens, 1U);
    EXPECT_EQ(record.text, "<13><14><15><16>");
    EXPECT_LE(*record.sent, *record.firstToken);
    EXPECT_EQ(*record.firstByte, *record.firstToken);
    EXPECT_LE(record.chunks.back().at, *record.finished);
    EXPECT_EQ(finished_, 1);
}

TEST_F(LlamaDriverTest, tellsCachedTokensOnlyWhereThereIsACache) {
    start(4);
    run(Tokens(20, 5), 1);
    EXPECT_EQ(run(Tokens(20, 5), 1).cachedTokens, 19);
    driver_.reset();
    engine_.reset();
    start(0);
    EXPECT_EQ(run(Tokens(20, 5), 1).cachedTokens, std::nullopt);
}

TEST_F(LlamaDriverTest, failsWhatTheEngineRefuses) {
    start(0);
    const RequestRecord& record = run(Tokens(5000, 5), 1);
    EXPECT_EQ(record.outcome, Outcome::Failed);
    EXPECT_EQ(record.errorCategory, ErrorCategory::Engine);
    EXPECT_THAT(record.errorMessage, testing::HasSubstr("KV cache of 4096 tokens"));
    EXPECT_FALSE(record.firstToken.has());
    EXPECT_EQ(record.cachedTokens, std::nullopt);
}

TEST_F(LlamaDriverTest, cancelsAtOnceAndKeepsWhatWasSaid) {
    start(0);
    ActiveRequest& request = submit({5}, 1000);
    while (request.record.chunks.size() < 3) {
        driver_->runUntil(kNever);
    }
    driver_->cancel(request, Outcome::Cancelled, ErrorCategory::Cancelled, "the run was stopped");
    EXPECT_EQ(finished_, 1);
    EXPECT_EQ(request.record.outcome, Outcome::Cancelled);
    EXPECT_TRUE(request.record.finished.has());
    EXPECT_EQ(request.record.outputTokens, static_cast<std::int32_t>(request.record.chunks.size()));
    const RequestRecord& next = run({7}, 2);
    EXPECT_EQ(next.outputTokens, 2);
}

TEST_F(LlamaDriverTest, leavesNothingInTheEngineWhenItEndsEarly) {
    start(0);
    submit({5}, 4000);
    driver_.reset();
    engine_->reset();
    EXPECT_EQ(model_.used(), 0);
}

}  // namespace
}  // namespace sagebench
