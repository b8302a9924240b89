// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ErrorText.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(ErrorText, readsTheMessageOutOfWhatServersSend) {
    EXPECT_EQ(
        serverMessage(
            R"({"error":{"message":"Invalid API Key","type":"authentication_error","code":401}})"),
        "Invalid API Key (type authentication_error, code 401)");
    EXPECT_EQ(serverMessage(R"({"error":"model not found"})"), "model not found");
    EXPECT_EQ(serverMessage(R"({"object":"error","message":"too long","type":null})"), "too long");
    EXPECT_EQ(serverMessage(R"({"detail":[{"msg":"field required"}]})"),
              R"([{"msg":"field required"}])");
    EXPECT_EQ(serverMessage("<h1>Bad Gateway</h1>\r\n"), "<h1>Bad Gateway</h1>");
    EXPECT_EQ(serverMessage("{}"), "{}");
    EXPECT_EQ(serverMessage(""), "");
}

TEST(ErrorText, isOneLineOfValidUtf8OfLimitedLength) {
    EXPECT_EQ(cleanText(" a\tb\r\nc\x7f "), "a b  c ");
    EXPECT_EQ(cleanText("caf\xe9"), "caf?");
    EXPECT_EQ(cleanText("café"), "café");
    EXPECT_EQ(cleanText("0123456789", 4), "0123…");
    EXPECT_EQ(cleanText("caféteria", 4), "caf…") << "not through the middle of a character";
    EXPECT_EQ(serverMessage(std::string(9999, 'x')).size(), kMaxErrorText + 3);
}

}  // namespace
}  // namespace sagebench
