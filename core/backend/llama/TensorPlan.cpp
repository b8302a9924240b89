// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/TensorPlan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/Hash.h"

namespace sagebench {
namespace {

/// Of the logits: at 2, sampling prefers some tokens, and even the greedy choice keeps changing.
constexpr double kLogitDeviation = 2.0;
constexpr std::int64_t kValuesAtOnce = 1 << 18;

std::int64_t kvWidth(const ModelPreset& p) {
    return std::int64_t{p.embedding} / p.heads * p.kvHeads;
}

TensorPlan matrix(const ModelPreset& preset, std::string name, std::int64_t columns,
                  std::int64_t rows) {
    const double keepsSize = 1.0 / std::sqrt(static_cast<double>(columns));
    return {std::move(name), preset.weightType, columns, rows, keepsSize};
}

TensorPlan norm(std::string name, std::int64_t columns) {
    return {std::move(name), GGML_TYPE_F32, columns, 1, 0.0};
}

TensorPlan bias(std::string name, std::int64_t columns) {
    constexpr double kSmall = 0.1;
    return {std::move(name), GGML_TYPE_F32, columns, 1, kSmall};
}

void addAttentionBiases(std::vector<TensorPlan>& plan, const ModelPreset& p, std::uint32_t layer) {
    plan.push_back(bias(fmt::format("blk.{}.attn_q.bias", layer), p.embedding));
    plan.push_back(bias(fmt::format("blk.{}.attn_k.bias", layer), kvWidth(p)));
    plan.push_back(bias(fmt::format("blk.{}.attn_v.bias", layer), kvWidth(p)));
}

void addLayer(std::vector<TensorPlan>& plan, const ModelPreset& p, std::uint32_t layer) {
    const auto named = [layer](std::string_view what) {
        return fmt::format("blk.{}.{}.weight", layer, what);
    };
    plan.push_back(norm(named("attn_norm"), p.embedding));
    plan.push_back(matrix(p, named("attn_q"), p.embedding, p.embedding));
    plan.push_back(matrix(p, named("attn_k"), p.embedding, kvWidth(p)));
    plan.push_back(matrix(p, named("attn_v"), p.embedding, kvWidth(p)));
    plan.push_back(matrix(p, named("attn_output"), p.embedding, p.embedding));
    if (p.architecture == "qwen2") {
        addAttentionBiases(plan, p, layer);
    }
    plan.push_back(norm(named("ffn_norm"), p.embedding));
    plan.push_back(matrix(p, named("ffn_gate"), p.embedding, p.feedForward));
    plan.push_back(matrix(p, named("ffn_up"), p.embedding, p.feedForward));
    plan.push_back(matrix(p, named("ffn_down"), p.feedForward, p.embedding));
}

/// Nearly normal (four uniform values added), by integers alone: libm's functions differ in the
/// last bit from one version to the next.
float bellShaped(std::uint64_t bits) {
    constexpr double kDeviationOfSum = 37837.22;  // 2^16 · √(4 / 12)
    const auto part = [bits](int shift) { return static_cast<int>((bits >> shift) & 0xffff); };
    const int sum = part(0) + part(16) + part(32) + part(48) - 2 * 0xffff;
    return static_cast<float>(sum / kDeviationOfSum);
}

void fillRow(float* row, const TensorPlan& tensor, std::uint64_t rowSeed) {
    const auto scale = static_cast<float>(tensor.deviation);
    for (std::int64_t i = 0; i < tensor.columns; ++i) {
        row[i] = scale * bellShaped(mix64(rowSeed + static_cast<std::uint64_t>(i)));
    }
}

std::vector<float> makeValues(const TensorPlan& tensor, std::int64_t first, std::int64_t count,
                              std::uint64_t seed) {
    std::vector<float> values(static_cast<std::size_t>(count * tensor.columns), 1.0F);
    const std::uint64_t tensorSeed = hash64(seed, hashName(tensor.name));
    for (std::int64_t row = 0; tensor.deviation != 0.0 && row < count; ++row) {
        fillRow(values.data() + row * tensor.columns, tensor, hash64(tensorSeed, first + row));
    }
    return values;
}

}  // namespace

std::vector<TensorPlan> planTensors(const ModelPreset& p, std::uint32_t vocabularySize) {
    TensorPlan output = matrix(p, "output.weight", p.embedding, vocabularySize);
    output.deviation *= kLogitDeviation;
    std::vector<TensorPlan> plan;
    plan.push_back({"token_embd.weight", p.weightType, p.embedding, vocabularySize,
                    p.tiedOutput ? output.deviation : 1.0});
    for (std::uint32_t layer = 0; layer < p.layers; ++layer) {
        addLayer(plan, p, layer);
    }
    plan.push_back(norm("output_norm.weight", p.embedding));
    if (!p.tiedOutput) {
        plan.push_back(std::move(output));
    }
    return plan;
}

std::vector<RowRange> planRanges(const std::vector<TensorPlan>& plan) {
    std::vector<RowRange> ranges;
    for (std::size_t tensor = 0; tensor < plan.size(); ++tensor) {
        const TensorPlan& t = plan[tensor];
        const std::int64_t atOnce = std::max<std::int64_t>(1, kValuesAtOnce / t.columns);
        for (std::int64_t first = 0; first < t.rows; first += atOnce) {
            ranges.push_back({tensor, first, std::min(atOnce, t.rows - first)});
        }
    }
    return ranges;
}

std::uint64_t countParameters(const std::vector<TensorPlan>& plan) {
    std::uint64_t sum = 0;
    for (const TensorPlan& tensor : plan) {
        sum += static_cast<std::uint64_t>(tensor.columns * tensor.rows);
    }
    return sum;
}

std::vector<char> makeRows(const TensorPlan& tensor, std::int64_t first, std::int64_t count,
                           std::uint64_t seed) {
    const std::vector<float> values = makeValues(tensor, first, count, seed);
    std::vector<char> encoded(static_cast<std::size_t>(count) * tensor.rowBytes());
    ggml_quantize_chunk(tensor.type, values.data(), encoded.data(), 0, count, tensor.columns,
                        nullptr);
    return encoded;
}

}  // namespace sagebench
