// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace sagebench {

/// Up to this many samples each distinct value has a bin of its own.
inline constexpr std::size_t kMostExactBins = 512;

/// Edges of bins for samples of which `count` values are told by `at`: every distinct value where
/// they are few; else their percentiles, closer to each other towards the upper end, from 16,384
/// of them at most.
std::vector<double> binEdges(std::size_t count, const std::function<double(std::size_t)>& at);

/// Samples counted by value and by cell, so that a percentile of a resample of cells is told
/// without sorting anything again.
class BinnedSamples {
  public:
    /// Bin i holds the values above edge i-1 and up to edge i; one more those above the last.
    BinnedSamples(std::vector<double> edges, std::size_t cells);

    void add(double value, std::size_t cell) { ++counts_[cell * bins_ + binOf(value)]; }
    /// After the last add().
    void seal();

    std::uint64_t size() const { return size_; }
    /// The percentiles of the resample that has each cell so many `times`, as places among all
    /// samples in order of value (from 0, as in type 7). `levels` of 0..1, ascending. Absent cells
    /// only: all 0.
    void places(std::span<const double> levels, std::span<const std::uint32_t> times,
                std::span<double> out) const;
    /// Cells that hold a sample at or above the one at this place of all samples.
    std::vector<std::size_t> cellsFrom(double place) const;
    /// Cells that hold a sample at or below it.
    std::vector<std::size_t> cellsUpTo(double place) const;

  private:
    struct Entry {
        std::uint32_t cell, count;
    };
    std::size_t binOf(double value) const;
    std::size_t binAt(double place) const;
    std::span<const Entry> entriesOf(std::size_t bin) const;
    std::vector<std::size_t> cellsOf(std::size_t from, std::size_t to) const;

    std::vector<double> edges_;
    std::size_t bins_, cells_;
    std::vector<std::uint32_t> counts_;   ///< by cell, then bin; until seal()
    std::vector<Entry> entries_;          ///< by bin
    std::vector<std::size_t> starts_;     ///< of each bin's entries, and their end
    std::vector<std::uint64_t> below_;    ///< samples below each bin, and all
    std::vector<std::uint64_t> ofCells_;  ///< samples of each cell
    std::uint64_t size_ = 0;
};

}  // namespace sagebench
