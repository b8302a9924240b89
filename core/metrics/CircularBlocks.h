// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sagebench {

/// Resamples of the circular block bootstrap (Politis & Romano, 1992): cells, which lie on a
/// circle in order of time, are drawn in blocks of neighbours that begin anywhere, with
/// replacement, until there are as many as before. Each resample follows from seed and number
/// alone.
class CircularBlocks {
  public:
    /// `length`: cells of a block, 1 to `cells`.
    CircularBlocks(std::size_t cells, std::size_t length, std::uint64_t seed)
        : cells_(cells), length_(length), seed_(seed) {}

    /// How often each cell is in that resample.
    void draw(std::size_t resample, std::vector<std::uint32_t>& times) const;
    /// How many blocks the cells are worth.
    double count() const { return static_cast<double>(cells_) / static_cast<double>(length_); }
    std::size_t length() const { return length_; }
    std::size_t cells() const { return cells_; }

  private:
    std::size_t cells_, length_;
    std::uint64_t seed_;
};

}  // namespace sagebench
