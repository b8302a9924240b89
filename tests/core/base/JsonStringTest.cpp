// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonString.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

std::string quoted(std::string_view text) {
    std::string out = "[";
    appendJsonString(out, text);
    return out;
}

TEST(JsonString, aPlainTextIsPutInQuotes) {
    EXPECT_EQ(quoted(""), "[\"\"");
    EXPECT_EQ(quoted("length of {this} ~"), R"(["length of {this} ~")");
}

TEST(JsonString, whatMeansSomethingElseIsEscaped) {
    EXPECT_EQ(quoted("say \"a\\b\""), R"(["say \"a\\b\"")");
    EXPECT_EQ(quoted("a\nb\x01"), R"(["a\nb\u0001")");
}

TEST(JsonString, bytesThatAreNoUtf8BecomeTheReplacementCharacter) {
    EXPECT_EQ(quoted("caf\xc3\xa9"), "[\"caf\xc3\xa9\"");
    EXPECT_EQ(quoted("caf\xc3"), "[\"caf\xef\xbf\xbd\"");
}

}  // namespace
}  // namespace sagebench
