// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// What a GGUF file says of itself, read before any weight is. 0 or empty: it does not say.
struct ModelFile {
    std::filesystem::path path;
    std::string name;          ///< general.name
    std::string architecture;  ///< general.architecture
    std::string weightType;    ///< the type that most of the weights have
    std::uint64_t parameters = 0;
    std::uint64_t weightBytes = 0;
    int contextLength = 0;   ///< tokens that it was trained for
    bool synthetic = false;  ///< one of our own, with random weights
    /// Key and value elements of one token, of all layers together: what a token takes of the KV
    /// cache, once its type is known.
    std::uint64_t kvElements = 0;

    /// Bytes of a token in a KV cache of this type ("f16"); 0: unknown.
    double kvBytesPerToken(std::string_view type) const;
};

/// Looks at a model file, and at the other parts of one that is split. Errors (Usage): not there, a
/// folder, no GGUF, damaged, truncated (with how many bytes are there, and should be), no model for
/// text, a vocabulary without weights, without architecture, a part missing.
Result<ModelFile> readModelFile(const std::filesystem::path& path);

}  // namespace sagebench
