// SPDX-License-Identifier: GPL-3.0-or-later
#include "ShellCommand.h"

#include <gtest/gtest.h>

#include <vector>

namespace sagebench::app {
namespace {

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
