// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaOptions.h"

#include <gmock/gmock.h>

#include <map>

#include "backend/llama/LlamaBackend.h"

namespace sagebench {
namespace {

using testing::HasSubstr;

Result<LlamaOptions> optionsFrom(const std::map<std::string, std::string>& given) {
    return OptionValues::resolve(cpuBackend().describe(), given).and_then(LlamaOptions::from);
}

std::string errorOf(const std::map<std::string, std::string>& given) {
    const auto options = optionsFrom(given);
    EXPECT_FALSE(options);
    EXPECT_EQ(options.error().kind, ErrorKind::Usage);
    return options.error().message;
}

TEST(LlamaOptions, haveTheDocumentedDefaults) {
    const LlamaOptions o = optionsFrom({}).value();
    EXPECT_EQ(o.threads, 0);
    EXPECT_EQ(o.batchThreads, 0);
    EXPECT_EQ(o.parallel, 8);
    EXPECT_EQ(o.context, 0);
    EXPECT_EQ(o.batch, 2048);
    EXPECT_EQ(o.microBatch, 512);
    EXPECT_EQ(o.kvType, "f16");
    EXPECT_EQ(o.flashAttention, "auto");
    EXPECT_EQ(o.gpuLayers, 0);
    EXPECT_EQ(o.temperature, 0);
    EXPECT_EQ(o.topP, 1);
    EXPECT_TRUE(o.mmap);
    EXPECT_TRUE(o.prefixCache);
    EXPECT_EQ(o.speculate, 0);
    EXPECT_TRUE(o.ignoreEos);
}

TEST(LlamaOptions, takeWhatIsGiven) {
    const LlamaOptions o = optionsFrom({{"threads", "6"},
                                        {"batch_threads", "12"},
                                        {"parallel", "16"},
                                        {"context", "8192"},
                                        {"batch", "1024"},
                                        {"ubatch", "256"},
                                        {"kv_type", "q8_0"},
                                        {"flash_attn", "on"},
                                        {"gpu_layers", "99"},
                                        {"temperature", "0.7"},
                                        {"top_p", "0.9"},
                                        {"mmap", "false"},
                                        {"prefix_cache", "false"},
                                        {"ignore_eos", "false"}})
                               .value();
    EXPECT_EQ(o.threads, 6);
    EXPECT_EQ(o.batchThreads, 12);
    EXPECT_EQ(o.parallel, 16);
    EXPECT_EQ(o.context, 8192);
    EXPECT_EQ(o.batch, 1024);
    EXPECT_EQ(o.microBatch, 256);
    EXPECT_EQ(o.kvType, "q8_0");
    EXPECT_EQ(o.flashAttention, "on");
    EXPECT_EQ(o.gpuLayers, 99);
    EXPECT_EQ(o.temperature, 0.7);
    EXPECT_EQ(o.topP, 0.9);
    EXPECT_FALSE(o.mmap);
    EXPECT_FALSE(o.prefixCache);
    EXPECT_FALSE(o.ignoreEos);
    EXPECT_EQ(optionsFrom({{"speculate", "32"}}).value().speculate, 32);
}

TEST(LlamaOptions, refuseValuesOutOfRange) {
    EXPECT_THAT(errorOf({{"speculate", "33"}}), HasSubstr("speculate"));
    EXPECT_THAT(errorOf({{"parallel", "0"}}), HasSubstr("parallel"));
    EXPECT_THAT(errorOf({{"kv_type", "q3"}}), HasSubstr("iq4_nl"));
    EXPECT_THAT(errorOf({{"top_p", "1.5"}}), HasSubstr("top_p"));
}

TEST(LlamaOptions, refuseWhatCannotGoTogether) {
    EXPECT_THAT(errorOf({{"speculate", "4"}, {"temperature", "0.5"}}),
                HasSubstr("speculate=4 needs greedy sampling"));
    EXPECT_THAT(errorOf({{"batch", "256"}}), HasSubstr("ubatch=512 must not be above batch=256"));
    EXPECT_THAT(errorOf({{"kv_type", "q8_0"}, {"flash_attn", "off"}}),
                HasSubstr("kv_type=q8_0 needs flash attention"));
    EXPECT_TRUE(optionsFrom({{"kv_type", "bf16"}, {"flash_attn", "off"}}));
    EXPECT_TRUE(optionsFrom({{"kv_type", "q8_0"}}));
}

}  // namespace
}  // namespace sagebench
