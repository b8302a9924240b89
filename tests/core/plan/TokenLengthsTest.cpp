// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/TokenLengths.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using Kind = TokenLengths::Kind;

TEST(TokenLengths, readsEachOfItsForms) {
    EXPECT_EQ(TokenLengths::parse("256"), TokenLengths(256));
    EXPECT_EQ(TokenLengths::parse("uniform:64-512"), TokenLengths::uniform(64, 512));
    EXPECT_EQ(TokenLengths::parse("normal:512,64"), TokenLengths::normal(512, 64));
    EXPECT_EQ(TokenLengths::parse("normal:512,64,1-4096"), TokenLengths::normal(512, 64, 1, 4096));
    EXPECT_EQ(TokenLengths::parse("lognormal:512,300"), TokenLengths::logNormal(512, 300));
    EXPECT_EQ(TokenLengths::parse("list:64,128,1024"), TokenLengths::list({64, 128, 1024}));
    EXPECT_EQ(TokenLengths::parse("quantiles:1,90,4096"), TokenLengths::quantiles({1, 90, 4096}));
}

TEST(TokenLengths, writesWhatItReads) {
    for (const char* text : {"256", "uniform:64-512", "normal:512,64", "normal:512.5,64,1-4096",
                             "lognormal:512,300", "list:64,128,1024", "quantiles:1,90,210,4096"}) {
        EXPECT_EQ(TokenLengths::parse(text)->text(), text);
    }
}

TEST(TokenLengths, refusesWhatNoLengthsCouldBe) {
    for (const char* text : {"", "0", "-3", "1.5", "ten", "uniform:5", "uniform:9-3", "uniform:0-3",
                             "normal:512", "normal:512,-1", "normal:9000,1,1-100", "lognormal:0,5",
                             "list:", "list:1,,2", "quantiles:5", "quantiles:9,3", "zipf:1"}) {
        EXPECT_FALSE(TokenLengths::parse(text)) << text;
    }
    EXPECT_THAT(TokenLengths::parse("zipf:1").error().message,
                testing::StartsWith("\"zipf:1\" is no token length; the forms are a number from 1, "
                                    "uniform:64-512"));
}

TEST(TokenLengths, knowsItsTypicalAndItsGreatestLength) {
    EXPECT_EQ(TokenLengths::uniform(10, 20).typical(), 15);
    EXPECT_EQ(TokenLengths::logNormal(512, 300).typical(), 512);
    EXPECT_EQ(TokenLengths::list({10, 20, 60}).typical(), 30);
    EXPECT_EQ(TokenLengths::quantiles({0 + 1, 11, 101}).typical(), 31);  // (6 + 56) / 2
    EXPECT_EQ(TokenLengths::list({10, 60, 20}).most(), 60);
    EXPECT_TRUE(TokenLengths().isUnset());
    EXPECT_FALSE(TokenLengths(1).isUnset());
}

}  // namespace
}  // namespace sagebench
