// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/MockOptions.h"

#include <fmt/format.h>

#include <cmath>

namespace sagebench {
namespace {

constexpr double kMaxMs =
    3.6e6;  // an hour: sums of a long answer stay within 63 bits of nanoseconds

Nanos scaled(double value, double nanosPerUnit) {
    return Nanos(std::llround(value * nanosPerUnit));
}

FailKind failKindFrom(const std::string& text) {
    return text == "reset"       ? FailKind::Reset
           : text == "stall"     ? FailKind::Stall
           : text == "malformed" ? FailKind::Malformed
                                 : FailKind::Refused;
}

}  // namespace

std::vector<OptionSpec> mockOptionSpecs() {
    using enum OptionType;
    return {
        {"ttft_ms", Number, "10", "Milliseconds to the first token, prefill apart", {}, 0, kMaxMs},
        {"prefill_us_per_token",
         Number,
         "20",
         "Microseconds of prefill for each uncached prompt token",
         {},
         0,
         1e6},
        {"tbt_ms", Number, "5", "Milliseconds between tokens (of a decode step)", {}, 0, kMaxMs},
        {"jitter", Number, "0", "Times vary by up to this share of themselves", {}, 0, 1},
        {"slots", Integer, "8", "Requests that run at a time; the others queue", {}, 1, 1e6},
        {"kv_tokens", Integer, "4096", "Tokens that the KV cache holds", {}, 1, 1e9},
        {"kv_block_tokens", Integer, "16", "Tokens of a KV cache block", {}, 1, 65536},
        {"kv_bytes_per_token", Integer, "131072", "Bytes of KV cache for each token", {}, 0, 1e9},
        {"prefix_cache",
         Boolean,
         "true",
         "Keep the blocks of finished requests for equal prefixes",
         {},
         {},
         {}},
        {"evict_us_per_block",
         Number,
         "5",
         "Microseconds of prefill delay for each evicted block",
         {},
         0,
         1e9},
        {"spec_tokens",
         Integer,
         "0",
         "Speculative tokens drafted in each decode step; 0: none",
         {},
         0,
         64},
        {"spec_accept", Number, "0", "Chance that a drafted token is accepted", {}, 0, 1},
        {"fail_rate", Number, "0", "Share of the requests that fail", {}, 0, 1},
        {"fail_kind",
         Choice,
         "refused",
         "How they fail",
         {"refused", "reset", "stall", "malformed"},
         {},
         {}},
        {"pace",
         Choice,
         "real",
         "real: as time passes; virtual: at once, on a simulated clock",
         {"real", "virtual"},
         {},
         {}},
    };
}

Result<MockOptions> MockOptions::from(const OptionValues& values) {
    MockOptions o;
    o.ttft = scaled(values.number("ttft_ms"), 1e6);
    o.prefillPerToken = scaled(values.number("prefill_us_per_token"), 1e3);
    o.tbt = scaled(values.number("tbt_ms"), 1e6);
    o.jitter = values.number("jitter");
    o.slots = static_cast<int>(values.integer("slots"));
    o.kvTokens = values.integer("kv_tokens");
    o.kvBlockTokens = static_cast<int>(values.integer("kv_block_tokens"));
    o.kvBytesPerToken = values.integer("kv_bytes_per_token");
    o.prefixCache = values.boolean("prefix_cache");
    o.evictPerBlock = scaled(values.number("evict_us_per_block"), 1e3);
    o.specTokens = static_cast<int>(values.integer("spec_tokens"));
    o.specAccept = values.number("spec_accept");
    o.failRate = values.number("fail_rate");
    o.failKind = failKindFrom(values.text("fail_kind"));
    o.pace = values.text("pace") == "virtual" ? Pace::Virtual : Pace::Real;
    if (o.kvTokens < o.kvBlockTokens) {
        return fail(
            ErrorKind::Usage,
            fmt::format("mock: a KV cache of {} tokens (kv_tokens) has no room for a block of "
                        "{} (kv_block_tokens)",
                        o.kvTokens, o.kvBlockTokens));
    }
    return o;
}

}  // namespace sagebench
