// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/MockOptions.h"

#include <gtest/gtest.h>

#include "Simulation.h"

namespace sagebench {
namespace {

using test::mockOptions;

TEST(MockOptions, haveTheDocumentedDefaults) {
    const MockOptions o = mockOptions();
    EXPECT_EQ(o.ttft, Nanos(10'000'000));
    EXPECT_EQ(o.prefillPerToken, Nanos(20'000));
    EXPECT_EQ(o.tbt, Nanos(5'000'000));
    EXPECT_EQ(o.jitter, 0);
    EXPECT_EQ(o.slots, 8);
    EXPECT_EQ(o.kvTokens, 4096);
    EXPECT_EQ(o.kvBlockTokens, 16);
    EXPECT_EQ(o.kvBytesPerToken, 131072);
    EXPECT_TRUE(o.prefixCache);
    EXPECT_EQ(o.evictPerBlock, Nanos(5'000));
    EXPECT_EQ(o.specTokens, 0);
    EXPECT_EQ(o.specAccept, 0);
    EXPECT_EQ(o.failRate, 0);
    EXPECT_EQ(o.failKind, FailKind::Refused);
    EXPECT_EQ(o.pace, Pace::Real);
}

TEST(MockOptions, roundTimesToWholeNanoseconds) {
    EXPECT_EQ(mockOptions({{"ttft_ms", "0.29"}}).ttft, Nanos(290'000));
    EXPECT_EQ(mockOptions({{"prefill_us_per_token", "1.0006"}}).prefillPerToken, Nanos(1'001));
}

TEST(MockOptions, knowTheirWords) {
    EXPECT_EQ(mockOptions({{"fail_kind", "reset"}}).failKind, FailKind::Reset);
    EXPECT_EQ(mockOptions({{"fail_kind", "stall"}}).failKind, FailKind::Stall);
    EXPECT_EQ(mockOptions({{"fail_kind", "malformed"}}).failKind, FailKind::Malformed);
    EXPECT_EQ(mockOptions({{"pace", "virtual"}}).pace, Pace::Virtual);
}

TEST(MockOptions, refuseACacheWithoutRoomForABlock) {
    const auto values = OptionValues::resolve(mockBackend().describe(),
                                              {{"kv_tokens", "100"}, {"kv_block_tokens", "128"}});
    const auto options = MockOptions::from(values.value());
    ASSERT_FALSE(options);
    EXPECT_EQ(options.error().kind, ErrorKind::Usage);
    EXPECT_EQ(options.error().message,
              "mock: a KV cache of 100 tokens (kv_tokens) has no room for a block of 128 "
              "(kv_block_tokens)");
}

}  // namespace
}  // namespace sagebench
