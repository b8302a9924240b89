// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// What to write. The same request gives the same bytes, on every machine.
struct SyntheticModelRequest {
    std::string preset = "tiny";
    std::uint64_t seed = 1;
    /// Where the ggml-vocab-*.gguf files are; empty: vocabularyFolder().
    std::filesystem::path vocabularies = {};
};

/// What was written.
struct ModelInfo {
    std::filesystem::path path;
    std::string preset;
    std::string architecture;
    std::string weightType;
    std::uint64_t seed = 0;
    std::uint64_t parameters = 0;
    std::uint64_t bytes = 0;
    std::uint32_t vocabularySize = 0;  ///< tokens
    std::uint32_t contextLength = 0;   ///< tokens
};

/// Names that SyntheticModelRequest::preset takes, with a line about each.
struct SyntheticModelPreset {
    std::string name;
    std::string description;
};
std::vector<SyntheticModelPreset> syntheticModelPresets();

/// The folder named by SAGEBENCH_VOCAB_DIR, else the one that was found when this was built.
std::filesystem::path vocabularyFolder();

/// Writes a GGUF of a known architecture with random weights and a real vocabulary: an engine
/// spends on it the time that it would spend on trained weights. Streams, so that the model may be
/// larger than memory; `file` is replaced in one step, or left as it was.
/// Errors: Usage (unknown preset), Unavailable (no vocabulary), Io. Any thread; blocks.
Result<ModelInfo> writeSyntheticModel(const SyntheticModelRequest& request,
                                      const std::filesystem::path& file);

}  // namespace sagebench
