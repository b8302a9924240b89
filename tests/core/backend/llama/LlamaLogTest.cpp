// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaLog.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(LlamaLog, theReasonStandsBehindLoading) {
    EXPECT_EQ(reasonAmong({"gguf_init: a remark\n",
                           "llama_model_load: error loading model: unknown model architecture: "
                           "'foo'\n",
                           "llama_model_load_from_file_impl: failed to load model\n"}),
              "unknown model architecture: 'foo'");
}

TEST(LlamaLog, elseItIsTheFirstComplaintWithoutItsFunction) {
    EXPECT_EQ(reasonAmong({"llama_init_from_model: V cache quantization requires flash_attn\n",
                           "llama_init_from_model: failed to initialize\n"}),
              "V cache quantization requires flash_attn");
    EXPECT_EQ(reasonAmong({"no room: really\n"}), "no room: really");
}

TEST(LlamaLog, aMereFailureIsNoReason) {
    EXPECT_EQ(reasonAmong({"llama_model_load_from_file_impl: failed to load model\n"}), "");
    EXPECT_EQ(reasonAmong({}), "");
}

}  // namespace
}  // namespace sagebench
