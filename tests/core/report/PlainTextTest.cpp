// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/PlainText.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PlainText, cannotMoveTheCursorOfATerminal) {
    EXPECT_EQ(text::printable("a\x1b[2Jb\r\n\tc\x7f"), "a [2Jb   c ");
    EXPECT_EQ(text::printable("x\xC2\x9By"), "x y");  // the one-character form of ESC [
    EXPECT_EQ(text::printable("x\xE2\x80\xA8y"), "x y");
    EXPECT_EQ(text::printable(std::string("a\0b", 3)), "a b");
    EXPECT_EQ(text::printable("§ – “fine”"), "§ – “fine”");
}

TEST(PlainText, isValidUtf8WhateverCameIn) {
    EXPECT_EQ(text::printable("caf\xC3\xA9 \xff."), "caf\xC3\xA9 \xEF\xBF\xBD.");
}

TEST(PlainText, countsCharactersNotBytes) {
    EXPECT_EQ(text::width("café"), 4u);
    EXPECT_EQ(text::paddedLeft("é", 3), "  é");
    EXPECT_EQ(text::paddedRight("é", 3), "é  ");
    EXPECT_EQ(text::paddedRight("long", 3), "long");
}

TEST(PlainText, isShortenedBetweenCharacters) {
    EXPECT_EQ(text::shortened("ééééé", 5, "…"), "ééééé");
    EXPECT_EQ(text::shortened("éééééé", 5, "…"), "éééé…");
    EXPECT_EQ(text::shortened("abcdef", 4, "~"), "abc~");
}

TEST(PlainText, isWrappedAtSpaces) {
    EXPECT_THAT(text::wrapped("one two three", 8), ElementsAre("one two", "three"));
    EXPECT_THAT(text::wrapped("one overlongword two", 5),
                ElementsAre("one", "overl", "ongwo", "rd", "two"));
    EXPECT_THAT(text::wrapped("", 5), IsEmpty());
}

}  // namespace
}  // namespace sagebench
