// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/IntervalExchange.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace sagebench {
namespace {

TEST(IntervalExchange, givesWhatWasWrittenSinceTheLastSwap) {
    IntervalExchange<std::vector<int>> exchange;
    exchange.write()->push_back(1);
    auto& first = exchange.swap();
    EXPECT_EQ(first, std::vector<int>{1});
    first.clear();
    exchange.write()->push_back(2);
    EXPECT_EQ(exchange.swap(), std::vector<int>{2});
}

TEST(IntervalExchange, writesWithinAWriteGoToTheSameInterval) {
    IntervalExchange<std::vector<int>> exchange;
    {
        const auto outer = exchange.write();
        exchange.write()->push_back(1);
        outer->push_back(2);
        exchange.write()->push_back(3);
    }
    EXPECT_EQ(exchange.swap(), (std::vector<int>{1, 2, 3}));
}

TEST(IntervalExchange, losesNothingBetweenTwoThreads) {
    constexpr int kWrites = 200'000;
    IntervalExchange<std::vector<int>> exchange;
    std::atomic<bool> done{false};
    std::thread writer([&] {
        for (int i = 0; i < kWrites; i += 2) {
            const auto both = exchange.write();
            exchange.write()->push_back(i);
            both->push_back(i + 1);
        }
        done = true;
    });
    std::vector<int> all;
    const auto take = [&] {
        auto& interval = exchange.swap();
        all.insert(all.end(), interval.begin(), interval.end());
        interval.clear();
    };
    while (!done) {
        take();
    }
    writer.join();
    take();
    take();
    ASSERT_EQ(all.size(), static_cast<std::size_t>(kWrites));
    for (int i = 0; i < kWrites; ++i) {
        ASSERT_EQ(all[static_cast<std::size_t>(i)], i);
    }
}

}  // namespace
}  // namespace sagebench
