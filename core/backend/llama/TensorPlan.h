// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ggml.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "backend/llama/ModelPreset.h"

namespace sagebench {

/// A tensor to be: rows of normal noise, or all ones where `deviation` is 0 (a norm that changes
/// nothing).
struct TensorPlan {
    std::string name;
    ggml_type type;
    std::int64_t columns;
    std::int64_t rows;
    double deviation;

    std::size_t rowBytes() const { return ggml_row_size(type, columns); }
    std::size_t bytes() const { return static_cast<std::size_t>(rows) * rowBytes(); }
};

/// All tensors of the model, in the order of the file. Noise is scaled so that activations keep
/// their size from layer to layer, and logits vary enough for sampling to have preferences.
std::vector<TensorPlan> planTensors(const ModelPreset& preset, std::uint32_t vocabularySize);

/// Rows of a tensor that are made in one go: at most a MiB of them, but for longer rows.
struct RowRange {
    std::size_t tensor;  ///< its place in the plan
    std::int64_t first;
    std::int64_t count;
};

/// All rows of all tensors, in the order of the file.
std::vector<RowRange> planRanges(const std::vector<TensorPlan>& plan);

std::uint64_t countParameters(const std::vector<TensorPlan>& plan);

/// Rows [first, first + count) of the tensor, encoded as its type. A value depends on the seed, the
/// tensor's name and its place alone, so that any part can be made at any time, on any machine.
std::vector<char> makeRows(const TensorPlan& tensor, std::int64_t first, std::int64_t count,
                           std::uint64_t seed);

}  // namespace sagebench
