// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/SuspendedTime.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

using namespace std::chrono_literals;

TEST(SuspendedTime, doesNotPassWhileWeRun) {
    const Nanos before = suspendedTime();
    EXPECT_GE(before, -1ms);
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < 20ms) {
    }
    EXPECT_LT(suspendedTime() - before, 10ms);
}

}  // namespace
}  // namespace sagebench
