// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Shell.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(ShellQuoted, LeavesPlainWordsAlone) {
    EXPECT_EQ(shellQuoted("--base-url"), "--base-url");
    EXPECT_EQ(shellQuoted("http://127.0.0.1:8080/v1"), "http://127.0.0.1:8080/v1");
    EXPECT_EQ(shellQuoted("tbt_ms=2.5"), "tbt_ms=2.5");
}

TEST(ShellQuoted, QuotesTheRest) {
    EXPECT_EQ(shellQuoted(""), "''");
    EXPECT_EQ(shellQuoted("a b"), "'a b'");
    EXPECT_EQ(shellQuoted("$HOME;rm"), "'$HOME;rm'");
    EXPECT_EQ(shellQuoted("it's"), "'it'\\''s'");
    EXPECT_EQ(shellQuoted("~/x"), "'~/x'");
    EXPECT_EQ(shellQuoted("{\"a\": 1}"), "'{\"a\": 1}'");
    EXPECT_EQ(shellQuoted("naïve"), "'naïve'");
}

}  // namespace
}  // namespace sagebench
