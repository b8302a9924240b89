// SPDX-License-Identifier: GPL-3.0-or-later
#include "Gui.h"

#include <gtest/gtest.h>

#include "style/Theme.h"

namespace sagebench::ui {
namespace {

TEST(Gui, needsADisplay) {
    EXPECT_FALSE(canShowWindow("", "", ""));
    EXPECT_TRUE(canShowWindow(":0", "", ""));
    EXPECT_TRUE(canShowWindow("", "wayland-0", ""));
    EXPECT_FALSE(canShowWindow("", "", "xcb"));
    EXPECT_TRUE(canShowWindow("", "", "offscreen"));
}

TEST(Theme, followsTheDesktopUnlessToldOtherwise) {
    EXPECT_TRUE(wantsDark(ThemeChoice::System, true, false));
    EXPECT_FALSE(wantsDark(ThemeChoice::System, false, true));
    EXPECT_TRUE(wantsDark(ThemeChoice::System, std::nullopt, true));
    EXPECT_FALSE(wantsDark(ThemeChoice::Light, true, true));
    EXPECT_TRUE(wantsDark(ThemeChoice::Dark, false, false));
}

TEST(Theme, readsThePortalsValue) {
    EXPECT_EQ(isDarkScheme(0), std::nullopt);
    EXPECT_EQ(isDarkScheme(1), true);
    EXPECT_EQ(isDarkScheme(2), false);
}

}  // namespace
}  // namespace sagebench::ui
