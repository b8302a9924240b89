// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "backend/llama/GgufPtr.h"
#include "base/Result.h"

namespace sagebench {

/// The head of a GGUF file: its keys, and its tensors without their content.
class GgufFile {
  public:
    struct Tensor {
        std::string type;
        std::uint64_t elements = 0;
        std::uint64_t bytes = 0;
    };

    /// Errors (Usage): not there, a folder, no GGUF, damaged, truncated.
    static Result<GgufFile> read(const std::filesystem::path& path);

    /// Empty: not there, or no text.
    std::string text(const std::string& key) const;
    /// Absent: not there, or no number from 0.
    std::optional<std::uint64_t> number(const std::string& key) const;
    /// A list of numbers, or one number as a list of one; empty: neither.
    std::vector<std::uint64_t> numbers(const std::string& key) const;
    /// Whether a text of this list, not an empty one, stands in it twice.
    bool repeatsText(const std::string& key) const;
    const std::vector<Tensor>& tensors() const { return tensors_; }

  private:
    GgufFile() = default;
    Result<void> readTensors(const std::filesystem::path& path, std::uint64_t fileBytes);

    GgufPtr gguf_;
    GgmlPtr ggml_;
    std::vector<Tensor> tensors_;
};

}  // namespace sagebench
