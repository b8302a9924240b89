// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sagebench {

/// Every piece that generated text is made of: words with their leading space, and punctuation.
const std::vector<std::string_view>& textPieces();

/// A piece that is one token for nearly every tokenizer: index in textPieces().
std::size_t fillerPiece();

/// Endless readable English, the same for the same seed. Gives indexes into textPieces().
class TextGenerator {
  public:
    explicit TextGenerator(std::uint64_t seed) : seed_(seed) {}
    std::size_t next();

  private:
    void composeSentence();
    std::size_t pick(std::size_t first, std::size_t count);

    std::uint64_t seed_;
    std::uint64_t draws_ = 0;
    std::vector<std::size_t> sentence_;
    std::size_t at_ = 0;
};

/// The first `pieces` pieces of a seed's text, then `fillers` times the filler, without the space
/// at the start.
std::string generateText(std::uint64_t seed, std::size_t pieces, std::size_t fillers = 0);

}  // namespace sagebench
