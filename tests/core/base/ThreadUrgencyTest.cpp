// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ThreadUrgency.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace sagebench {
namespace {

using namespace std::chrono_literals;

template <class Body>
void onAThreadOfItsOwn(Body body) {
    std::thread(body).join();
}

TEST(ThreadUrgency, isTheShortestSliceThereIs) {
    onAThreadOfItsOwn([] {
        if (!threadSlice()) {
            GTEST_SKIP() << "this system has no slices of a thread's own (Linux 6.12 has)";
        }
        askToRunSoon();
        EXPECT_EQ(threadSlice(), 100us);
    });
}

TEST(ThreadUrgency, isOfTheThreadThatAsks) {
    onAThreadOfItsOwn([] {
        const auto before = threadSlice();
        onAThreadOfItsOwn(askToRunSoon);
        EXPECT_EQ(threadSlice(), before);
    });
}

}  // namespace
}  // namespace sagebench
