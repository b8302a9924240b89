// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "backend/BackendDescription.h"

namespace sagebench {
namespace {

using Given = std::map<std::string, std::string>;

BackendDescription toaster() {
    using enum OptionType;
    BackendDescription d;
    d.id = "toaster";
    d.options = {
        {"slots", Integer, "2", "", {}, 1, 8},
        {"heat", Number, "0.5", "", {}, 0, {}},
        {"crumbs", Boolean, "true", "", {}, {}, {}},
        {"bread", Choice, "white", "", {"white", "rye"}, {}, {}},
        {"label", Text, "", "", {}, {}, {}},
        {"body.*", Json, "", "", {}, {}, {}},
        {"header.*", Text, "", "", {}, {}, {}},
    };
    return d;
}

OptionValues values(const Given& given) {
    return OptionValues::resolve(toaster(), given).value();
}

std::string complaint(const Given& given) {
    const auto resolved = OptionValues::resolve(toaster(), given);
    EXPECT_FALSE(resolved);
    if (resolved) {
        return "";
    }
    EXPECT_EQ(resolved.error().kind, ErrorKind::Usage);
    return resolved.error().message;
}

TEST(OptionValues, hasTheDefaultsOfWhatIsNotGiven) {
    const OptionValues v = values({});
    EXPECT_EQ(v.integer("slots"), 2);
    EXPECT_EQ(v.number("heat"), 0.5);
    EXPECT_EQ(v.boolean("crumbs"), true);
    EXPECT_EQ(v.text("bread"), "white");
    EXPECT_EQ(v.text("label"), "");
    EXPECT_TRUE(v.under("header.").empty());
}

TEST(OptionValues, takesWhatIsGiven) {
    const OptionValues v =
        values({{"slots", "8"}, {"heat", "1e3"}, {"bread", "rye"}, {"label", "x y"}});
    EXPECT_EQ(v.integer("slots"), 8);
    EXPECT_EQ(v.number("heat"), 1000);
    EXPECT_EQ(v.text("bread"), "rye");
    EXPECT_EQ(v.text("label"), "x y");
}

TEST(OptionValues, knowsSixWordsForABoolean) {
    for (const char* yes : {"true", "1", "on"}) {
        EXPECT_TRUE(values({{"crumbs", yes}}).boolean("crumbs")) << yes;
    }
    for (const char* no : {"false", "0", "off"}) {
        EXPECT_FALSE(values({{"crumbs", no}}).boolean("crumbs")) << no;
    }
    EXPECT_EQ(complaint({{"crumbs", "yes"}}),
              "option crumbs of toaster must be true or false (or 1, 0, on, off), but is \"yes\"");
}

TEST(OptionValues, namesTheNearestKeyToAnUnknownOne) {
    EXPECT_EQ(complaint({{"solts", "3"}}),
              "toaster has no option \"solts\"; the nearest is \"slots\"");
    EXPECT_EQ(complaint({{"crumb", "1"}}),
              "toaster has no option \"crumb\"; the nearest is \"crumbs\"");
    EXPECT_EQ(complaint({{"headers.X", "1"}}),
              "toaster has no option \"headers.X\"; the nearest is \"header.*\"");
    EXPECT_EQ(complaint({{"header.", "1"}}),
              "toaster has no option \"header.\"; the nearest is \"header.*\"");
}

TEST(OptionValues, saysSoWhereThereAreNoOptions) {
    BackendDescription bare;
    bare.id = "bare";
    EXPECT_EQ(OptionValues::resolve(bare, {{"a", "1"}}).error().message,
              "bare has no option \"a\": it has none at all");
}

TEST(OptionValues, refusesWhatIsNotANumber) {
    EXPECT_EQ(complaint({{"slots", "3.5"}}),
              "option slots of toaster must be a whole number, but is \"3.5\"");
    EXPECT_EQ(complaint({{"slots", ""}}),
              "option slots of toaster must be a whole number, but is \"\"");
    EXPECT_EQ(complaint({{"heat", "warm"}}),
              "option heat of toaster must be a number, but is \"warm\"");
    EXPECT_EQ(complaint({{"heat", "1x"}}),
              "option heat of toaster must be a number, but is \"1x\"");
    EXPECT_EQ(complaint({{"heat", "nan"}}),
              "option heat of toaster must be a number, but is \"nan\"");
    EXPECT_EQ(complaint({{"heat", "inf"}}),
              "option heat of toaster must be a number, but is \"inf\"");
}

TEST(OptionValues, keepsNumbersInTheirRange) {
    EXPECT_EQ(complaint({{"slots", "0"}}), "option slots of toaster must be 1 to 8, but is \"0\"");
    EXPECT_EQ(complaint({{"slots", "9"}}), "option slots of toaster must be 1 to 8, but is \"9\"");
    EXPECT_EQ(complaint({{"heat", "-0.1"}}),
              "option heat of toaster must be at least 0, but is \"-0.1\"");
}

TEST(OptionValues, takesOneOfTheChoices) {
    EXPECT_EQ(complaint({{"bread", "whit"}}),
              "option bread of toaster must be one of white, rye, but is \"whit\"");
}

TEST(OptionValues, takesAnyKeyUnderAStart) {
    const OptionValues v = values({{"header.X-A", "1"}, {"header.B", ""}, {"body.top_k", "[1]"}});
    EXPECT_EQ(v.under("header."), (Given{{"X-A", "1"}, {"B", ""}}));
    EXPECT_EQ(v.under("body."), (Given{{"top_k", "[1]"}}));
}

TEST(OptionValues, readsJsonAsSuch) {
    EXPECT_EQ(complaint({{"body.stop", "END"}}),
              "option body.stop of toaster must be JSON (a text stands in double quotes), but is "
              "\"END\"");
    EXPECT_EQ(values({{"body.stop", "\"END\""}}).under("body.").at("stop"), "\"END\"");
}

}  // namespace
}  // namespace sagebench
