// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/Prompts.h"

#include <gmock/gmock.h>

#include "PlainCounter.h"
#include "dataset/DatasetFile.h"

namespace sagebench {
namespace {

using Form = TokenCounter::Form;
using test::DatasetFile;
using test::PlainCounter;
using testing::ElementsAre;
using testing::IsEmpty;
using Asks = std::vector<PromptAsk>;

struct Made {
    explicit Made(Form form, int templateTokens = 0) : counter(form, templateTokens) {}
    void prepare(const WorkloadSpec& workload, const Asks& first,
                 const Dataset* dataset = nullptr) {
        source = preparePrompts(workload, 42, first, dataset, fitter, {}).value();
    }
    Prompt at(const PromptAsk& ask, const std::vector<ChatMessage>& history = {}) const {
        return source->make(ask, history).value();
    }

    PlainCounter counter;
    PromptFitter fitter{counter};
    std::unique_ptr<PromptSource> source;
};

const Asks kThree = {{0, 64, 11}, {1, 64, 12}, {2, 64, 13}};

TEST(Prompts, everyRequestHasItsOwnUnlessTheWorkloadSaysSo) {
    Made made(Form::Text, 5);
    made.prepare({}, kThree);
    EXPECT_NE(made.at(kThree[0]).text, made.at(kThree[1]).text);
    EXPECT_EQ(made.at(kThree[1]).text, made.at(kThree[1]).text);
    WorkloadSpec same;
    same.samePrompt = true;
    made.prepare(same, kThree);
    EXPECT_EQ(made.at(kThree[0]).text, made.at(kThree[2]).text);
    EXPECT_THAT(made.source->warnings(), IsEmpty());
}

TEST(Prompts, areExactAlsoBeyondTheFirst) {
    Made made(Form::Text, 5);
    made.prepare({}, kThree);
    const int calls = made.counter.promptCalls;
    for (std::uint64_t i = 3; i < 50; ++i) {
        const PromptAsk ask{i, static_cast<std::int32_t>(20 + i * 7), i * 31};
        EXPECT_EQ(made.counter.count(made.at(ask).text), ask.tokens);
    }
    EXPECT_EQ(made.counter.promptCalls, calls);
    EXPECT_THAT(made.source->warnings(), IsEmpty());
}

TEST(Prompts, sayWhatTheReportMustTell) {
    Made made(Form::Text, 50);
    const Asks asked = {{0, 8, 1}, {1, 8, 2}, {2, 80, 3}};
    made.prepare({}, Asks{asked[0]});
    for (const PromptAsk& ask : asked) {
        made.at(ask);
    }
    EXPECT_THAT(made.source->warnings(),
                ElementsAre("2 of 3 prompts are longer than asked: the server's chat template "
                            "alone has about 50 tokens; the shortest prompt was sent"));
}

TEST(Prompts, calibratedOnesAreApproximate) {
    Made made(Form::Calibrated, 30);
    made.prepare({}, kThree);
    made.at(kThree[0]);
    EXPECT_TRUE(made.source->approximate());
    EXPECT_THAT(made.source->warnings(),
                ElementsAre("1 of 1 prompts may not have exactly the tokens asked: the server "
                            "offers no tokenizer, lengths were estimated"));
}

TEST(Prompts, beginWithASharedPrefix) {
    WorkloadSpec workload;
    workload.prefix = {1, 40};
    Made made(Form::TokenIds);
    made.prepare(workload, kThree);
    const auto a = made.at(kThree[0]).tokenIds;
    const auto b = made.at(kThree[1]).tokenIds;
    ASSERT_EQ(a.size(), 64u);
    EXPECT_TRUE(std::equal(a.begin(), a.begin() + 40, b.begin()));
    EXPECT_NE(a, b);
}

TEST(Prompts, ofAMooncakeTraceShareTheBlocksOfEqualIds) {
    DatasetFile file(
        "{\"timestamp\": 0, \"input_length\": 40, \"output_length\": 5, \"hash_ids\": [1, 2, 3]}\n"
        "{\"timestamp\": 9, \"input_length\": 36, \"output_length\": 5, \"hash_ids\": [1, 2, 4]}\n"
        "{\"timestamp\": 9, \"input_length\": 32, \"output_length\": 5, \"hash_ids\": [5, 2]}\n");
    const auto data = file.open().value();
    WorkloadSpec workload;
    workload.dataset = file.spec;
    workload.dataset.blockTokens = 16;
    Made made(Form::TokenIds);
    const Asks asked = {{0, 40, 11, 0}, {1, 36, 12, 1}, {2, 32, 13, 2}};
    made.prepare(workload, asked, data.get());
    const auto a = made.at(asked[0]).tokenIds;
    const auto b = made.at(asked[1]).tokenIds;
    const auto c = made.at(asked[2]).tokenIds;
    EXPECT_EQ(a.size(), 40u);
    EXPECT_EQ(b.size(), 36u);
    EXPECT_EQ(c.size(), 32u);
    EXPECT_TRUE(std::equal(a.begin(), a.begin() + 32, b.begin()));
    EXPECT_FALSE(std::equal(a.begin() + 32, a.begin() + 36, b.begin() + 32));
    EXPECT_FALSE(std::equal(a.begin(), a.begin() + 16, c.begin()));
    EXPECT_TRUE(std::equal(a.begin() + 16, a.begin() + 32, c.begin() + 16));
}

TEST(Prompts, ofADataSetAreSentAsTheyAre) {
    const DatasetFile file(
        "{\"prompt\": \"Why?\"}\n{\"messages\": [{\"role\": \"system\", \"content\": \"Be "
        "brief.\"}, {\"role\": \"user\", \"content\": \"How?\"}]}");
    const auto data = file.open().value();
    Made made(Form::Text, 5);
    made.prepare({}, {{0, 0, 11, 0}}, data.get());
    EXPECT_EQ(made.at({0, 0, 11, 0}).text, "Why?");
    EXPECT_THAT(made.at({0, 0, 11, 0}).history, IsEmpty());
    const Prompt second = made.at({1, 0, 12, 1});
    EXPECT_EQ(second.text, "How?");
    ASSERT_EQ(second.history.size(), 1u);
    EXPECT_EQ(second.history[0].content, "Be brief.");
    EXPECT_EQ(made.at({2, 0, 13, 2}).text, "Why?");  // wraps
    EXPECT_EQ(made.counter.promptCalls + made.counter.pieceCalls, 0);
}

TEST(Prompts, ofAConversationAreTheRowsTurnsAfterTheHistory) {
    const DatasetFile file(
        "[{\"conversations\": [{\"from\": \"system\", \"value\": \"S\"}, {\"from\": \"human\", "
        "\"value\": \"One?\"}, {\"from\": \"gpt\", \"value\": \"1\"}, {\"from\": \"human\", "
        "\"value\": \"Two?\"}]}]");
    const auto data = file.open().value();
    Made made(Form::Text, 5);
    made.prepare({}, {{0, 0, 11, 0}}, data.get());
    EXPECT_EQ(made.at({0, 0, 11, 0, 0}).text, "One?");
    EXPECT_EQ(made.at({0, 0, 11, 0, 0}).history.size(), 1u);
    const Prompt second =
        made.at({1, 0, 11, 0, 1}, {{"system", "S"}, {"user", "One?"}, {"assistant", "uno"}});
    EXPECT_EQ(second.text, "Two?");
    ASSERT_EQ(second.history.size(), 3u);
    EXPECT_EQ(second.history[0].role, "system");
    EXPECT_EQ(second.history[2].content, "uno");
}

TEST(Prompts, laterTurnsAreFittedToWhatTheyAdd) {
    WorkloadSpec workload;
    workload.turns = 2;
    Made made(Form::Text, 11);
    made.prepare(workload, {{0, 64, 11, 0, 0}, {1, 30, 12, 0, 1}});
    const Prompt second = made.at({1, 30, 12, 0, 1}, {{"user", "One?"}, {"assistant", "uno"}});
    EXPECT_EQ(made.counter.countPlain(second.text), 30);
    EXPECT_EQ(second.history.size(), 2u);
}

TEST(Prompts, withAHistoryGoAsTextWhereIdsWouldNeedTheServer) {
    WorkloadSpec workload;
    workload.turns = 2;
    Made made(Form::TokenIds);
    made.prepare(workload, {{0, 64, 11, 0, 0}});
    EXPECT_EQ(made.at({0, 64, 11, 0, 0}).tokenIds.size(), 64u);
    EXPECT_THAT(made.at({1, 30, 12, 0, 1}, {{"user", "One?"}}).tokenIds, IsEmpty());
}

TEST(Prompts, canBeStopped) {
    PlainCounter counter(Form::Text, 5);
    PromptFitter fitter(counter);
    std::stop_source stop;
    stop.request_stop();
    const auto prompts = preparePrompts({}, 42, kThree, nullptr, fitter, stop.get_token());
    EXPECT_EQ(prompts.error().kind, ErrorKind::Cancelled);
}

TEST(Prompts, aPromptOfADataSetHasNoFurtherTurn) {
    const DatasetFile file(R"({"prompt": "What is a pipe?", "output_tokens": 5})");
    const auto dataset = file.open().value();
    WorkloadSpec workload;
    workload.name = "pipes";
    workload.dataset = file.spec;
    workload.turns = 3;
    PlainCounter counter(Form::Text, 0);
    PromptFitter fitter{counter};
    const auto made = preparePrompts(workload, 1, {}, dataset.get(), fitter, {});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::Usage);
    EXPECT_EQ(file.withoutFolder(made.error().message),
              "workload \"pipes\": --turns: each row of data is one prompt, with no turn to follow "
              "it; leave it out (key \"turns\"), or say --dataset-format sharegpt where rows are "
              "conversations");
}

}  // namespace
}  // namespace sagebench
