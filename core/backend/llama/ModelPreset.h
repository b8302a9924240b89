// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ggml.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "base/Result.h"

namespace sagebench {

/// The shape of a synthetic model.
struct ModelPreset {
    std::string_view name;
    std::string_view description;
    std::string_view architecture = "llama";  ///< or "qwen2": biases in attention
    ggml_type weightType;
    std::uint32_t embedding;
    std::uint32_t layers;
    std::uint32_t heads;
    std::uint32_t kvHeads;
    std::uint32_t feedForward;
    std::uint32_t context;             ///< tokens
    float ropeBase = 0;                ///< 0: the engine's own
    float normEpsilon = 1e-5F;         ///< of RMS norms
    bool tiedOutput = false;           ///< the embedding serves as output matrix too
    std::string_view vocabulary;       ///< file name among llama.cpp's vocab-only models
    std::uint32_t vocabularySize = 0;  ///< tokens in it
};

/// Smallest first. The shapes are those of the published models that they are named after.
inline constexpr std::array kModelPresets = {
    // The vocabulary has a chat template and control tokens of its own, as real chat models have.
    ModelPreset{
        .name = "tiny",
        .description = "20 M parameters, about a millisecond a token: for tests",
        .weightType = GGML_TYPE_F16,
        .embedding = 256,
        .layers = 4,
        .heads = 4,
        .kvHeads = 4,
        .feedForward = 768,
        .context = 16384,
        .vocabulary = "ggml-vocab-phi-3.gguf",
        .vocabularySize = 32064,
    },
    ModelPreset{
        .name = "125m",
        .description = "127 M parameters: for a quick look at a machine",
        .weightType = GGML_TYPE_F16,
        .embedding = 768,
        .layers = 12,
        .heads = 12,
        .kvHeads = 12,
        .feedForward = 1792,
        .context = 16384,
        .vocabulary = "ggml-vocab-phi-3.gguf",
        .vocabularySize = 32064,
    },
    ModelPreset{
        .name = "qwen2.5-0.5b",
        .description = "the shape of Qwen2.5 0.5B",
        .architecture = "qwen2",
        .weightType = GGML_TYPE_Q8_0,
        .embedding = 896,
        .layers = 24,
        .heads = 14,
        .kvHeads = 2,
        .feedForward = 4864,
        .context = 32768,
        .ropeBase = 1e6F,
        .normEpsilon = 1e-6F,
        .tiedOutput = true,
        .vocabulary = "ggml-vocab-qwen2.gguf",
        .vocabularySize = 151936,
    },
    ModelPreset{
        .name = "1b",
        .description = "the shape of Llama 3.2 1B",
        .weightType = GGML_TYPE_Q8_0,
        .embedding = 2048,
        .layers = 16,
        .heads = 32,
        .kvHeads = 8,
        .feedForward = 8192,
        .context = 131072,
        .ropeBase = 500000,
        .tiedOutput = true,
        .vocabulary = "ggml-vocab-llama-bpe.gguf",
        .vocabularySize = 128256,
    },
    ModelPreset{
        .name = "qwen2.5-7b",
        .description = "the shape of Qwen2.5 7B",
        .architecture = "qwen2",
        .weightType = GGML_TYPE_Q4_0,
        .embedding = 3584,
        .layers = 28,
        .heads = 28,
        .kvHeads = 4,
        .feedForward = 18944,
        .context = 32768,
        .ropeBase = 1e6F,
        .normEpsilon = 1e-6F,
        .vocabulary = "ggml-vocab-qwen2.gguf",
        .vocabularySize = 151936,
    },
    ModelPreset{
        .name = "llama-3-8b",
        .description = "the shape of Llama 3 8B",
        .weightType = GGML_TYPE_Q4_0,
        .embedding = 4096,
        .layers = 32,
        .heads = 32,
        .kvHeads = 8,
        .feedForward = 14336,
        .context = 8192,
        .ropeBase = 500000,
        .vocabulary = "ggml-vocab-llama-bpe.gguf",
        .vocabularySize = 128256,
    },
};

/// The preset of this name with its weights of this type ("f16", "q8_0", "q4_0"; empty: its own).
/// Errors (Usage): unknown name or type; says what there is, and what was probably meant.
Result<ModelPreset> findModelPreset(std::string_view name, std::string_view weightType = {});

}  // namespace sagebench
