// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Suggestion.h"

#include <gtest/gtest.h>

#include <vector>

namespace sagebench {
namespace {

TEST(NearestOf, FindsWhatWasMeant) {
    const std::string known[] = {"--seed", "--save-plan", "--json"};
    EXPECT_EQ(nearestOf("--sede", known), "--seed");
    EXPECT_EQ(nearestOf("--jsno", known), "--json");
    EXPECT_EQ(nearestOf("--saveplan", known), "--save-plan");
    EXPECT_EQ(nearestOf("--frobnicate", known), std::nullopt);
    EXPECT_EQ(nearestOf("rnu", std::vector<std::string>{"run", "report"}), "run");
    EXPECT_EQ(nearestOf("x", {}), std::nullopt);
}

}  // namespace
}  // namespace sagebench
