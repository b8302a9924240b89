// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/LocatedJson.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(LocatedJson, knowsTheLineOfEachKeyAndElement) {
    const auto json = LocatedJson::parse("{\n \"a\": [\n  1,\n  {\"b\": 2}],\n \"c\": 3}", "f.json");
    ASSERT_TRUE(json);
    EXPECT_EQ(json->lineOf("/a"), 2);
    EXPECT_EQ(json->lineOf("/a/0"), 3);
    EXPECT_EQ(json->lineOf("/a/1/b"), 4);
    EXPECT_EQ(json->lineOf("/c"), 5);
    EXPECT_EQ(json->error("/c", "no").message, "f.json:5: no");
}

TEST(LocatedJson, saysFileAndLineOfASyntaxError) {
    const auto json = LocatedJson::parse("{\n\"a\": 1,\n oops}", "f.json");
    ASSERT_FALSE(json);
    EXPECT_EQ(json.error().kind, ErrorKind::Input);
    EXPECT_EQ(json.error().message.substr(0, 10), "f.json:3: ");
}

TEST(LocatedJson, refusesAKeyThatStandsTwice) {
    const auto json = LocatedJson::parse("{\"x\": {\"a\": 1,\n\"a\": 2}}", "f.json");
    ASSERT_FALSE(json);
    EXPECT_NE(json.error().message.find("key /x/a stands twice"), std::string::npos);
}

TEST(LocatedJson, nestedContainersKeepTheirPlaces) {
    const auto json = LocatedJson::parse("[[1],\n[2,\n3]]", "f");
    ASSERT_TRUE(json);
    EXPECT_EQ(json->lineOf("/1/1"), 3);
    EXPECT_EQ(json->value()[1][1], 3);
}

}  // namespace
}  // namespace sagebench
