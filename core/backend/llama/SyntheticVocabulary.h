// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "backend/llama/GgufPtr.h"
#include "backend/llama/ModelPreset.h"

namespace sagebench {

/// Where a vocabulary is looked for.
struct VocabularyFolders {
    std::filesystem::path asked;  ///< by the user: it must be there; empty: none was asked for
    std::filesystem::path found;  ///< when this was built; may be gone, or empty
};

/// By SAGEBENCH_VOCAB_DIR, and as it was when this was built.
VocabularyFolders vocabularyFolders();

/// The file with the preset's vocabulary. Nothing: there is none, so our own has to do.
/// Errors (Unavailable): it is not in the folder that was asked for.
Result<std::optional<std::filesystem::path>> findVocabulary(const ModelPreset& preset,
                                                            const VocabularyFolders& folders);

/// "phi-3" of ".../ggml-vocab-phi-3.gguf"; our own is "bytes".
std::string vocabularyName(const std::optional<std::filesystem::path>& file);

/// The tokenizer's keys, and nothing else of the model that the vocabulary came from.
/// Errors (Unavailable): no GGUF, or without a vocabulary.
Result<GgufPtr> readVocabulary(const std::filesystem::path& file);

/// A token for each byte, one for the space, and words that no text is split into, so that there
/// are `size` tokens (at least 260). As SentencePiece models have them.
GgufPtr makeByteVocabulary(std::uint32_t size);

std::uint32_t vocabularySize(const gguf_context* vocabulary);

}  // namespace sagebench
