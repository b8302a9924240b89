// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/KvLedger.h"

#include <gtest/gtest.h>

#include <array>

namespace sagebench {
namespace {

TEST(KvLedger, countsOnePlaceAToken) {
    KvLedger ledger(100, 4);
    ledger.extend(0, 30);
    ledger.extend(1, 20);
    EXPECT_EQ(ledger.used(), 50);
    EXPECT_EQ(ledger.free(), 50);
    EXPECT_EQ(ledger.length(0), 30);
}

TEST(KvLedger, countsAPlaceThatTwoShareOnce) {
    KvLedger ledger(100, 4);
    ledger.extend(0, 30);
    ledger.sharePrefix(0, 1, 20);
    ledger.extend(1, 5);
    EXPECT_EQ(ledger.used(), 35);
    EXPECT_EQ(ledger.length(1), 25);
    EXPECT_EQ(ledger.heldBy(std::array{0}), 30);
    EXPECT_EQ(ledger.heldBy(std::array{1}), 25);
    EXPECT_EQ(ledger.heldBy(std::array{0, 1}), 35);
}

TEST(KvLedger, freesASharedPlaceWithItsLastUser) {
    KvLedger ledger(100, 4);
    ledger.extend(0, 30);
    ledger.sharePrefix(0, 1, 20);
    ledger.cut(0, 0);
    EXPECT_EQ(ledger.used(), 20);
    ledger.cut(1, 5);
    EXPECT_EQ(ledger.used(), 5);
    ledger.cut(1, 0);
    EXPECT_EQ(ledger.used(), 0);
}

TEST(KvLedger, remembersTheMostSinceItWasAsked) {
    KvLedger ledger(100, 4);
    ledger.extend(0, 60);
    ledger.cut(0, 10);
    EXPECT_EQ(ledger.peak(), 60);
    ledger.resetPeak();
    EXPECT_EQ(ledger.peak(), 10);
    ledger.extend(0, 1);
    EXPECT_EQ(ledger.peak(), 11);
}

}  // namespace
}  // namespace sagebench
