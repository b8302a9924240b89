// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaOptions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace sagebench {
namespace {

/// Types that a V cache can have without flash attention.
constexpr std::array<std::string_view, 3> kPlainTypes = {"f32", "f16", "bf16"};

bool isQuantised(const std::string& kvType) {
    return std::ranges::find(kPlainTypes, kvType) == kPlainTypes.end();
}

Result<LlamaOptions> checked(LlamaOptions o) {
    if (o.microBatch > o.batch) {
        return fail(ErrorKind::Usage,
                    fmt::format("cpu: ubatch={} must not be above batch={}: it is the part of a "
                                "batch that is computed at a time",
                                o.microBatch, o.batch));
    }
    if (o.speculate > 0 && o.temperature > 0) {
        return fail(ErrorKind::Usage,
                    fmt::format("cpu: speculate={} needs greedy sampling: leave temperature={} "
                                "out, or speculate",
                                o.speculate, o.temperature));
    }
    if (isQuantised(o.kvType) && o.flashAttention == "off") {
        return fail(ErrorKind::Usage,
                    fmt::format("cpu: kv_type={} needs flash attention: leave flash_attn=off out, "
                                "or choose f16",
                                o.kvType));
    }
    return o;
}

}  // namespace

std::vector<OptionSpec> llamaOptionSpecs() {
    using enum OptionType;
    constexpr double kMaxThreads = 512;
    constexpr double kMaxTokens = 1 << 24;
    return {
        {"threads",
         Integer,
         "0",
         "Threads that generate; 0: one for each physical core",
         {},
         0,
         kMaxThreads},
        {"batch_threads",
         Integer,
         "0",
         "Threads that process prompts; 0: as many as threads",
         {},
         0,
         kMaxThreads},
        {"parallel", Integer, "8", "Requests that run at a time; the others queue", {}, 1, 256},
        {"context",
         Integer,
         "0",
         "Tokens of the KV cache, all requests together; 0: what the run needs",
         {},
         0,
         kMaxTokens},
        {"batch", Integer, "2048", "Tokens handed to the engine at a time", {}, 1, 65536},
        {"ubatch", Integer, "512", "Tokens of them computed at a time", {}, 1, 65536},
        {"kv_type",
         Choice,
         "f16",
         "Type of the KV cache",
         {"f32", "f16", "bf16", "q8_0", "q4_0", "q4_1", "q5_0", "q5_1", "iq4_nl"},
         {},
         {}},
        {"flash_attn", Choice, "auto", "Flash attention", {"auto", "on", "off"}, {}, {}},
        {"gpu_layers",
         Integer,
         "0",
         "Layers on a GPU, where llama.cpp was built for one",
         {},
         0,
         10000},
        {"temperature",
         Number,
         "0",
         "Of sampling; 0: the likeliest token each time (greedy)",
         {},
         0,
         10},
        {"top_p", Number, "1", "Sample from the likeliest tokens up to this probability", {}, 0, 1},
        {"mmap", Boolean, "true", "Map the file into memory instead of reading it", {}, {}, {}},
        {"prefix_cache",
         Boolean,
         "true",
         "Keep finished sequences for equal prefixes (one KV cache for all)",
         {},
         {},
         {}},
        {"speculate",
         Integer,
         "0",
         "Tokens drafted by prompt lookup in each step; 0: none",
         {},
         0,
         32},
        {"ignore_eos", Boolean, "true", "Answers have all the tokens that were asked", {}, {}, {}},
    };
}

Result<LlamaOptions> LlamaOptions::from(const OptionValues& values) {
    const auto whole = [&](const char* key) { return static_cast<int>(values.integer(key)); };
    LlamaOptions o;
    o.threads = whole("threads");
    o.batchThreads = whole("batch_threads");
    o.parallel = whole("parallel");
    o.context = whole("context");
    o.batch = whole("batch");
    o.microBatch = whole("ubatch");
    o.kvType = values.text("kv_type");
    o.flashAttention = values.text("flash_attn");
    o.gpuLayers = whole("gpu_layers");
    o.temperature = values.number("temperature");
    o.topP = values.number("top_p");
    o.mmap = values.boolean("mmap");
    o.prefixCache = values.boolean("prefix_cache");
    o.speculate = whole("speculate");
    o.ignoreEos = values.boolean("ignore_eos");
    return checked(std::move(o));
}

}  // namespace sagebench
