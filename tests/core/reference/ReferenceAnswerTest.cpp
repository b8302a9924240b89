// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/ReferenceAnswer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sagebench {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(StreamedAnswer, hasItsTokensOneAfterAnother) {
    StreamedAnswer answer(ReferenceRoute::Chat, 1);
    const std::string one(answer.tokens(1));
    EXPECT_THAT(one, StartsWith("dd\r\ndata: {\"id\":\"chatcmpl-"));
    EXPECT_THAT(one, HasSubstr("\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},"
                               "\"logprobs\":null,\"finish_reason\":null}]}\n\n\r\n"));
    EXPECT_EQ(answer.tokens(3), one + one + one);
    EXPECT_EQ(answer.tokens(1), one);
}

TEST(StreamedAnswer, hasAnIdOfItsOwn) {
    const std::string_view id = R"("id":"chatcmpl-000000000000000000000000000000ff")";
    StreamedAnswer answer(ReferenceRoute::Chat, 255);
    EXPECT_THAT(std::string(answer.tokens(1)), HasSubstr(id));
    EXPECT_THAT(answer.end(1, 1), HasSubstr(id));
}

TEST(StreamedAnswer, endsWithReasonUsageAndDone) {
    const std::string end = StreamedAnswer(ReferenceRoute::Chat, 1).end(32, 64);
    EXPECT_THAT(end, HasSubstr("\"delta\":{\"content\":\"\"},\"logprobs\":null,"
                               "\"finish_reason\":\"length\"}]}\n\n\r\n"));
    EXPECT_THAT(end, HasSubstr("\"choices\":[],\"usage\":{\"prompt_tokens\":32,"
                               "\"total_tokens\":96,\"completion_tokens\":64}}\n\n\r\n"));
    EXPECT_THAT(end, EndsWith("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"));
}

TEST(StreamedAnswer, ofACompletionHasText) {
    EXPECT_THAT(std::string(StreamedAnswer(ReferenceRoute::Completions, 1).tokens(1)),
                HasSubstr("\"object\":\"text_completion\",\"created\":1700000000,"
                          "\"model\":\"reference\",\"choices\":[{\"index\":0,\"text\":\" word\","));
}

TEST(WholeAnswer, hasAllTokens) {
    ReferenceRequest request;
    request.route = ReferenceRoute::Chat;
    request.tokens = 2;
    request.promptTokens = 5;
    const std::string answer = wholeAnswer(request);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"));
    EXPECT_THAT(answer, HasSubstr("\"content\":\" word word\"}"));
    EXPECT_THAT(answer, HasSubstr("\"usage\":{\"prompt_tokens\":5,\"total_tokens\":7,"
                                  "\"completion_tokens\":2}}"));
}

TEST(Refusal, saysWhy) {
    ReferenceRequest request;
    EXPECT_THAT(refusal(request), StartsWith("HTTP/1.1 404 Not Found\r\n"));
    request.route = ReferenceRoute::Chat;
    request.error = "the body has no \"messages\"";
    EXPECT_THAT(refusal(request), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
    EXPECT_THAT(refusal(request),
                EndsWith("\r\n\r\n{\"error\":{\"message\":\"the body has no \\\"messages\\\"\"}}"));
}

}  // namespace
}  // namespace sagebench
