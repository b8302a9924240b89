// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/FileLimit.h"

#include <gtest/gtest.h>

#include "backend/openai/OpenAiTarget.h"

namespace sagebench {
namespace {

TEST(FileLimit, mustHoldTheConnectionsAndTheRest) {
    EXPECT_TRUE(checkFileLimit(1064, 1000));
    const auto tooLow = checkFileLimit(1024, 1000);
    ASSERT_FALSE(tooLow);
    EXPECT_EQ(tooLow.error().kind, ErrorKind::Run);
    EXPECT_EQ(tooLow.error().message,
              "1000 connections need 1064 open files, but the limit is 1024; raise the hard limit "
              "(ulimit -Hn, or LimitNOFILE of a service) or lower --concurrency");
}

TEST(FileLimit, isEnoughForOneConnectionHere) {
    EXPECT_TRUE(ensureFileLimit(1));
}

}  // namespace
}  // namespace sagebench
