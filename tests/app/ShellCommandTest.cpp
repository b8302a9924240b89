// SPDX-License-Identifier: GPL-3.0-or-later
#include "ShellCommand.h"

#include <gtest/gtest.h>

#include <vector>

namespace sagebench::app {
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

TEST(ShellCommand, RepeatsTheArgumentsAndTheDrawnSeed) {
    const std::vector<std::string> arguments = {"run", "--workload", "short", "-o", "my results"};
    EXPECT_EQ(shellCommand(arguments, 42),
              "sagellm-benchmark run --workload short -o 'my results' --seed 42");
}

TEST(ShellCommand, KeepsASeedThatWasGiven) {
    const std::vector<std::string> apart = {"--batch", "--seed", "7"};
    EXPECT_EQ(shellCommand(apart, 7), "sagellm-benchmark --batch --seed 7");
    const std::vector<std::string> joined = {"run", "--seed=7"};
    EXPECT_EQ(shellCommand(joined, 7), "sagellm-benchmark run --seed=7");
}

}  // namespace
}  // namespace sagebench::app
