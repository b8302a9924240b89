// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/TensorPlan.h"

#include <gmock/gmock.h>

#include <cmath>
#include <cstring>

namespace sagebench {
namespace {

using ::testing::HasSubstr;

constexpr ModelPreset kSmall = {
    .name = "small",
    .description = "",
    .weightType = GGML_TYPE_F16,
    .embedding = 8,
    .layers = 1,
    .heads = 4,
    .kvHeads = 2,
    .feedForward = 24,
    .context = 128,
    .vocabulary = "",
};

std::string asText(const std::vector<TensorPlan>& plan) {
    std::string text;
    for (const TensorPlan& tensor : plan) {
        text += tensor.name + ' ' + ggml_type_name(tensor.type) + ' ' +
                std::to_string(tensor.columns) + 'x' + std::to_string(tensor.rows) + '\n';
    }
    return text;
}

std::vector<float> floatRows(std::int64_t columns, std::int64_t rows, std::uint64_t seed) {
    const std::vector<char> bytes =
        makeRows({"noise", GGML_TYPE_F32, columns, rows, 0.5}, 0, rows, seed);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

TEST(TensorPlan, hasTheTensorsOfALlama) {
    EXPECT_EQ(asText(planTensors(kSmall, 100)),
              "token_embd.weight f16 8x100\n"
              "blk.0.attn_norm.weight f32 8x1\n"
              "blk.0.attn_q.weight f16 8x8\n"
              "blk.0.attn_k.weight f16 8x4\n"
              "blk.0.attn_v.weight f16 8x4\n"
              "blk.0.attn_output.weight f16 8x8\n"
              "blk.0.ffn_norm.weight f32 8x1\n"
              "blk.0.ffn_gate.weight f16 8x24\n"
              "blk.0.ffn_up.weight f16 8x24\n"
              "blk.0.ffn_down.weight f16 24x8\n"
              "output_norm.weight f32 8x1\n"
              "output.weight f16 8x100\n");
}

TEST(TensorPlan, qwen2HasBiasesInItsAttention) {
    ModelPreset qwen = kSmall;
    qwen.architecture = "qwen2";
    EXPECT_THAT(asText(planTensors(qwen, 100)), HasSubstr("blk.0.attn_output.weight f16 8x8\n"
                                                          "blk.0.attn_q.bias f32 8x1\n"
                                                          "blk.0.attn_k.bias f32 4x1\n"
                                                          "blk.0.attn_v.bias f32 4x1\n"
                                                          "blk.0.ffn_norm.weight f32 8x1\n"));
}

TEST(TensorPlan, aTiedOutputIsTheEmbedding) {
    ModelPreset tied = kSmall;
    tied.tiedOutput = true;
    const std::vector<TensorPlan> plan = planTensors(tied, 100);
    EXPECT_EQ(plan.back().name, "output_norm.weight");
    EXPECT_EQ(plan.front().name, "token_embd.weight");
    EXPECT_EQ(plan.front().deviation, planTensors(kSmall, 100).back().deviation);
}

struct Shape {
    const char* preset;
    double parametersM;
    int tensors;
};

/// Those of the published models (Llama 3.2 1B: 1,235.8 M; Qwen2.5 0.5B: 494.0 M, 7B: 7,615.6 M
/// with 128 tokens more; Llama 3 8B: 8,030.3 M).
TEST(TensorPlan, presetsHaveTheSizesTheyAreNamedAfter) {
    for (const Shape& shape : {Shape{"tiny", 19.8, 39},
                               {"125m", 127.1, 111},
                               {"qwen2.5-0.5b", 494.0, 290},
                               {"1b", 1235.8, 146},
                               {"qwen2.5-7b", 7614.7, 339},
                               {"llama-3-8b", 8030.3, 291}}) {
        const ModelPreset preset = findModelPreset(shape.preset).value();
        const std::vector<TensorPlan> plan = planTensors(preset, preset.vocabularySize);
        EXPECT_NEAR(static_cast<double>(countParameters(plan)) / 1e6, shape.parametersM, 0.05)
            << shape.preset;
        EXPECT_EQ(plan.size(), shape.tensors) << shape.preset;
    }
}

TEST(TensorPlan, rowsOfAnyPresetFillBlocksOfAnyType) {
    for (const ModelPreset& preset : kModelPresets) {
        for (const TensorPlan& tensor : planTensors(preset, preset.vocabularySize)) {
            EXPECT_EQ(tensor.columns % 32, 0) << preset.name << ' ' << tensor.name;
        }
    }
}

TEST(TensorPlan, rangesAreAllRowsInOrder) {
    std::string text;
    for (const RowRange& range : planRanges({{"a", GGML_TYPE_F16, 100'000, 5, 1.0},
                                             {"b", GGML_TYPE_F32, 8, 1, 0.0},
                                             {"wide", GGML_TYPE_F16, 300'000, 2, 1.0}})) {
        text += std::to_string(range.tensor) + ':' + std::to_string(range.first) + '+' +
                std::to_string(range.count) + ' ';
    }
    EXPECT_EQ(text, "0:0+2 0:2+2 0:4+1 1:0+1 2:0+1 2:1+1 ");
}

TEST(TensorPlan, noRangeOfThePresetsTakesMoreThanAMegabyte) {
    for (const ModelPreset& preset : kModelPresets) {
        const std::vector<TensorPlan> plan = planTensors(preset, preset.vocabularySize);
        for (const RowRange& range : planRanges(plan)) {
            ASSERT_LE(range.count * plan[range.tensor].columns * 4, 1 << 20);
        }
    }
}

TEST(TensorPlan, countsEveryWeight) {
    EXPECT_EQ(countParameters({{"a", GGML_TYPE_F16, 8, 100, 1.0}, {"b", GGML_TYPE_F32, 8, 1, 0.0}}),
              808U);
}

TEST(TensorPlan, noiseHasTheDeviationAskedFor) {
    const std::vector<float> values = floatRows(1000, 100, 1);
    double sum = 0;
    double squares = 0;
    for (const float value : values) {
        sum += value;
        squares += value * value;
    }
    EXPECT_NEAR(sum / 1e5, 0.0, 0.01);
    EXPECT_NEAR(std::sqrt(squares / 1e5), 0.5, 0.01);
}

TEST(TensorPlan, noiseIsTheSameInAnyPieces) {
    const TensorPlan tensor{"noise", GGML_TYPE_F16, 32, 10, 1.0};
    std::vector<char> pieces = makeRows(tensor, 0, 3, 7);
    const std::vector<char> rest = makeRows(tensor, 3, 7, 7);
    pieces.insert(pieces.end(), rest.begin(), rest.end());
    EXPECT_EQ(pieces, makeRows(tensor, 0, 10, 7));
}

TEST(TensorPlan, noiseDependsOnSeedNameAndRow) {
    const TensorPlan noise{"noise", GGML_TYPE_F16, 32, 2, 1.0};
    const TensorPlan other{"other", GGML_TYPE_F16, 32, 2, 1.0};
    EXPECT_NE(makeRows(noise, 0, 1, 7), makeRows(noise, 0, 1, 8));
    EXPECT_NE(makeRows(noise, 0, 1, 7), makeRows(noise, 1, 1, 7));
    EXPECT_NE(makeRows(noise, 0, 1, 7), makeRows(other, 0, 1, 7));
}

TEST(TensorPlan, aNormIsAllOnes) {
    const std::vector<char> bytes = makeRows({"norm", GGML_TYPE_F32, 4, 1, 0.0}, 0, 1, 7);
    const float ones[] = {1, 1, 1, 1};
    ASSERT_EQ(bytes.size(), sizeof ones);
    EXPECT_EQ(std::memcmp(bytes.data(), ones, sizeof ones), 0);
}

}  // namespace
}  // namespace sagebench
