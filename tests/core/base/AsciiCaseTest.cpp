// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/AsciiCase.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(AsciiCase, LowersLettersAndLeavesTheRest) {
    EXPECT_EQ(asciiLowered("Content-TYPE: @[`{ 9"), "content-type: @[`{ 9");
    EXPECT_EQ(asciiLowered("\xc3\x84Z"), "\xc3\x84z") << "no letter of ASCII";
}

TEST(AsciiCase, NamesAreTheSameWhateverTheirCase) {
    EXPECT_TRUE(sameIgnoringCase("Retry-After", "retry-aFTER"));
    EXPECT_FALSE(sameIgnoringCase("retry", "retry-after"));
    EXPECT_FALSE(sameIgnoringCase("retry-after", "retry"));
    EXPECT_FALSE(sameIgnoringCase("a@", "a`"));
}

}  // namespace
}  // namespace sagebench
