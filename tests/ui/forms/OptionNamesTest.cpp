// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/OptionNames.h"

#include <gmock/gmock.h>

namespace sagebench::ui {
namespace {

OptionSpec named(const std::string& key, const std::string& defaultValue = "") {
    OptionSpec spec;
    spec.key = key;
    spec.defaultValue = defaultValue;
    return spec;
}

TEST(OptionNames, readAsWordsWithTheirUnit) {
    EXPECT_EQ(labelOf(named("ttft_ms")), "TTFT (ms)");
    EXPECT_EQ(labelOf(named("prefill_us_per_token")), QString::fromUtf8("Prefill (µs per token)"));
    EXPECT_EQ(labelOf(named("kv_bytes_per_token")), "KV (bytes per token)");
    EXPECT_EQ(labelOf(named("kv_block_tokens")), "KV block tokens");
    EXPECT_EQ(labelOf(named("tls_verify")), "TLS verify");
    EXPECT_EQ(labelOf(named("flash_attn")), "Flash attention");
    EXPECT_EQ(labelOf(named("ubatch")), "Micro-batch");
    EXPECT_EQ(labelOf(named("ignore_eos")), "Ignore EOS");
    EXPECT_EQ(labelOf(named("header.*")), "Header");
    EXPECT_EQ(labelOf(named("s")), "S");
}

TEST(OptionNames, valuesOfAListLoseItsStart) {
    const OptionMap options = {{"header.a", "1"}, {"header.b", "2"}, {"stream", "false"}};
    EXPECT_EQ(valuesOf(named("header.*"), options), (OptionMap{{"a", "1"}, {"b", "2"}}));
    EXPECT_EQ(valuesOf(named("stream"), options), (OptionMap{{"stream", "false"}}));
    EXPECT_EQ(valuesOf(named("other"), options), OptionMap());
}

TEST(OptionNames, valuesAreReplacedAndOthersStay) {
    const OptionMap options = {{"header.a", "1"}, {"stream", "false"}};
    EXPECT_EQ(withValues(named("header.*"), options, {{"c", "3"}}),
              (OptionMap{{"header.c", "3"}, {"stream", "false"}}));
    EXPECT_EQ(withValues(named("stream"), options, {}), (OptionMap{{"header.a", "1"}}));
}

TEST(OptionNames, changedIsWhatDiffersFromTheDefault) {
    EXPECT_FALSE(isChanged(named("x", "5"), {}));
    EXPECT_FALSE(isChanged(named("x", "5"), {{"x", "5"}}));
    EXPECT_TRUE(isChanged(named("x", "5"), {{"x", "6"}}));
    EXPECT_TRUE(isChanged(named("h.*"), {{"h.a", "1"}}));
}

TEST(OptionNames, manyOptionsAreNotShownAtOnce) {
    EXPECT_EQ(shownAtOnce(std::vector<OptionSpec>(8)), 8u);
    EXPECT_EQ(shownAtOnce(std::vector<OptionSpec>(9)), 5u);
    EXPECT_EQ(shownAtOnce({}), 0u);
}

}  // namespace
}  // namespace sagebench::ui
