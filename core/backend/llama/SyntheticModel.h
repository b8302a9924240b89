// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// Of the generator: raised when the same request gives other bytes than before.
inline constexpr int kSyntheticModelRecipe = 1;

/// What to write. The same preset, type, seed and vocabulary give the same bytes, on every machine.
struct SyntheticModelRequest {
    std::string preset = "tiny";
    std::string weightType = {};  ///< "f16", "q8_0", "q4_0"; empty: the preset's own
    std::uint64_t seed = 1;
    /// Where the ggml-vocab-*.gguf files are; empty: vocabularyFolder().
    std::filesystem::path vocabularies = {};
    bool byteVocabulary = false;  ///< our own vocabulary, wherever llama.cpp's are
    int threads = 0;              ///< 0: as many as there are cores
    /// Bytes done and of all, often, on the calling thread. May be empty.
    std::function<void(std::uint64_t, std::uint64_t)> progress = {};
    std::stop_token stop = {};
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
    std::string vocabulary;            ///< "phi-3", or "bytes": our own
};

/// Names that SyntheticModelRequest::preset takes, with a line about each, smallest first.
struct SyntheticModelPreset {
    std::string name;
    std::string description;
    std::string weightType;   ///< its own
    std::uint64_t bytes = 0;  ///< of its weights, in its own type
};
std::vector<SyntheticModelPreset> syntheticModelPresets();

/// The folder named by SAGEBENCH_VOCAB_DIR, else the one that was found when this was built. May be
/// gone, or empty: a vocabulary of our own stands in.
std::filesystem::path vocabularyFolder();

/// Writes a GGUF of a known architecture with random weights and a real vocabulary: an engine
/// spends on it the time that it would spend on trained weights. Streams, so that the model may be
/// larger than memory; `file` is replaced in one step, or left as it was.
/// Errors: Usage (unknown preset or type), Unavailable (the vocabulary that was asked for is not
/// there, the disk has no room), Io, Cancelled. Any thread; blocks.
Result<ModelInfo> writeSyntheticModel(const SyntheticModelRequest& request,
                                      const std::filesystem::path& file);

/// Errors (Unavailable): `needed` bytes are more than the `available` ones of the file's disk.
Result<void> checkRoom(const std::filesystem::path& file, std::uint64_t needed,
                       std::uint64_t available);

}  // namespace sagebench
