// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ggml.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace sagebench {

/// The shape of a synthetic model of the `llama` architecture.
struct ModelPreset {
    std::string_view name;
    std::string_view description;
    ggml_type weightType;
    std::uint32_t embedding;
    std::uint32_t layers;
    std::uint32_t heads;
    std::uint32_t kvHeads;
    std::uint32_t feedForward;
    std::uint32_t context;        ///< tokens
    std::string_view vocabulary;  ///< file name among llama.cpp's vocab-only models
};

/// The vocabulary has a chat template and control tokens of its own, as real chat models have.
inline constexpr std::array kModelPresets = {
    ModelPreset{
        .name = "tiny",
        .description = "20 M parameters, 40 MB, a token takes about a millisecond: for tests",
        .weightType = GGML_TYPE_F16,
        .embedding = 256,
        .layers = 4,
        .heads = 4,
        .kvHeads = 4,
        .feedForward = 768,
        .context = 16384,
        .vocabulary = "ggml-vocab-phi-3.gguf",
    },
};

}  // namespace sagebench
