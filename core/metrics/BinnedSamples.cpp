// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/BinnedSamples.h"

#include <algorithm>
#include <cmath>

#include "base/Hash.h"

namespace sagebench {
namespace {

constexpr std::size_t kMostLooked = 16'384;

/// Where bins end, as shares of the samples: the error of a percentile must span many of them.
std::vector<double> levels() {
    struct Part {
        double to, step;
    };
    std::vector<double> out;
    double from = 0;
    for (const auto [to, step] : {Part{0.9, 0.01}, Part{0.98, 0.0025}, Part{1, 0.0005}}) {
        const auto steps = static_cast<int>(std::lround((to - from) / step));
        for (int i = 1; i <= steps; ++i) {
            out.push_back(from + step * i);
        }
        from = to;
    }
    return out;
}

/// One of each of equal parts of the samples, at a place of chance: what comes back at regular
/// intervals (a first gap) is seen as often as it is there.
std::vector<double> looked(std::size_t count, const std::function<double(std::size_t)>& at) {
    const std::size_t size = std::min(count, kMostLooked);
    const double part = static_cast<double>(count) / static_cast<double>(size);
    std::vector<double> values(size);
    for (std::size_t i = 0; i < size; ++i) {
        const double place = (static_cast<double>(i) + unitInterval(mix64(i))) * part;
        values[i] = at(count == size ? i : std::min(static_cast<std::size_t>(place), count - 1));
    }
    std::ranges::sort(values);
    return values;
}

}  // namespace

std::vector<double> binEdges(std::size_t count, const std::function<double(std::size_t)>& at) {
    if (count == 0) {
        return {};
    }
    const std::vector<double> values = looked(count, at);
    std::vector<double> edges;
    if (count <= kMostExactBins) {
        edges = values;
    } else {
        const auto last = static_cast<double>(values.size() - 1);
        for (const double level : levels()) {
            edges.push_back(values[static_cast<std::size_t>(level * last)]);
        }
    }
    const auto twice = std::ranges::unique(edges);
    edges.erase(twice.begin(), twice.end());
    return edges;
}

BinnedSamples::BinnedSamples(std::vector<double> edges, std::size_t cells)
    : edges_(std::move(edges)),
      bins_(edges_.size() + 1),
      cells_(cells),
      counts_(bins_ * cells),
      ofCells_(cells) {}

/// The first edge that is not below; without branches, for it is done for each token of a run.
std::size_t BinnedSamples::binOf(double value) const {
    const double* base = edges_.data();
    for (std::size_t left = edges_.size(); left > 1;) {
        const std::size_t half = left / 2;
        base += base[half - 1] < value ? half : 0;
        left -= half;
    }
    const auto before = static_cast<std::size_t>(base - edges_.data());
    return edges_.empty() || !(*base < value) ? before : before + 1;
}

void BinnedSamples::seal() {
    starts_ = {0};
    below_ = {0};
    for (std::size_t bin = 0; bin < bins_; ++bin) {
        for (std::size_t cell = 0; cell < cells_; ++cell) {
            if (const std::uint32_t count = counts_[cell * bins_ + bin]; count > 0) {
                entries_.push_back({static_cast<std::uint32_t>(cell), count});
                ofCells_[cell] += count;
                size_ += count;
            }
        }
        starts_.push_back(entries_.size());
        below_.push_back(size_);
    }
    counts_ = {};
}

std::span<const BinnedSamples::Entry> BinnedSamples::entriesOf(std::size_t bin) const {
    return std::span(entries_).subspan(starts_[bin], starts_[bin + 1] - starts_[bin]);
}

void BinnedSamples::places(std::span<const double> levels, std::span<const std::uint32_t> times,
                           std::span<double> out) const {
    std::uint64_t all = 0;
    for (std::size_t cell = 0; cell < cells_; ++cell) {
        all += ofCells_[cell] * times[cell];
    }
    std::ranges::fill(out, 0.0);
    double before = 0;
    std::size_t next = 0;
    for (std::size_t bin = 0; bin < bins_ && next < levels.size() && all > 0; ++bin) {
        std::uint64_t here = 0;
        for (const Entry& entry : entriesOf(bin)) {
            here += std::uint64_t{entry.count} * times[entry.cell];
        }
        const auto count = static_cast<double>(here);
        const auto inBin = static_cast<double>(below_[bin + 1] - below_[bin]);
        // A sample at place i covers i to i + 1, so that places go on without a step.
        const auto at = [&](double level) { return level * static_cast<double>(all - 1) + 0.5; };
        for (; next < levels.size() && at(levels[next]) <= before + count; ++next) {
            const double share = count > 0 ? (at(levels[next]) - before) / count : 0;
            out[next] = std::clamp(static_cast<double>(below_[bin]) + share * inBin - 0.5, 0.0,
                                   static_cast<double>(size_ - 1));
        }
        before += count;
    }
}

std::size_t BinnedSamples::binAt(double place) const {
    const auto after = std::ranges::upper_bound(below_, static_cast<std::uint64_t>(place));
    return static_cast<std::size_t>(after - below_.begin()) - 1;
}

std::vector<std::size_t> BinnedSamples::cellsOf(std::size_t from, std::size_t to) const {
    std::vector<std::size_t> cells;
    for (std::size_t bin = from; bin < to; ++bin) {
        for (const Entry& entry : entriesOf(bin)) {
            cells.push_back(entry.cell);
        }
    }
    std::ranges::sort(cells);
    const auto twice = std::ranges::unique(cells);
    cells.erase(twice.begin(), twice.end());
    return cells;
}

std::vector<std::size_t> BinnedSamples::cellsFrom(double place) const {
    return cellsOf(binAt(std::ceil(place)), bins_);
}

std::vector<std::size_t> BinnedSamples::cellsUpTo(double place) const {
    return cellsOf(0, binAt(std::floor(place)) + 1);
}

}  // namespace sagebench
