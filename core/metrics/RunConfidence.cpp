// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/RunConfidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/Hash.h"
#include "metrics/BlockLength.h"

namespace sagebench {
namespace {

constexpr std::size_t kFewestRequests = 20;
constexpr std::array kLevels{0.5, 0.95, 0.99};
constexpr std::array kPrefixes{"p50_", "p95_", "p99_"};

std::vector<double> known(const std::vector<double>& column) {
    std::vector<double> values;
    values.reserve(column.size());
    std::ranges::copy_if(column, std::back_inserter(values), [](double v) { return v == v; });
    return values;
}

void put(ConfidenceIntervals& out, std::string key, std::optional<ConfidenceInterval> interval) {
    if (interval) {
        out.emplace(std::move(key), *interval);
    }
}

/// Of the mean of each cell; one without a sample is as all are.
std::vector<double> meansOf(const std::vector<CellSum>& cells) {
    double sum = 0, count = 0;
    for (const CellSum& cell : cells) {
        sum += cell.sum;
        count += cell.count;
    }
    std::vector<double> means;
    for (const CellSum& cell : cells) {
        means.push_back(cell.count > 0 ? cell.sum / cell.count : sum / std::max(count, 1.0));
    }
    return means;
}

}  // namespace

CircularBlocks RunConfidence::blocksOf(const std::vector<CellSum>& cells,
                                       const std::string& name) const {
    return {cells.size(), std::min(blockLength(meansOf(cells)), cells.size()),
            hash64(seed_, hashName("ci95"), hashName(name))};
}

void RunConfidence::fill(const std::string& name, const Resampling& metric, const ValueAt& at,
                         ConfidenceIntervals& out) const {
    if (metric.requests < kFewestRequests) {
        return;
    }
    const CircularBlocks blocks = blocksOf(metric.sums, name);
    put(out, "avg_" + name + "_ms", meanInterval(metric.sums, blocks));
    const auto places = placeIntervals(metric.samples, kLevels, blocks);
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        if (const auto& place = places[i]) {
            put(out, kPrefixes[i] + name + "_ms",
                ConfidenceInterval{at(place->low), at(place->high)});
        }
    }
}

void RunConfidence::fillLatency(const std::string& name, const std::vector<double>& column,
                                const std::vector<double>& sorted, ConfidenceIntervals& out) const {
    const auto cells =
        RequestCells::of(requests_.sent, [&](std::size_t i) { return column[i] == column[i]; });
    const std::vector<double> values = known(column);
    Resampling metric{
        cells.requests, std::vector<CellSum>(cells.cells),
        BinnedSamples(binEdges(values.size(), [&](std::size_t i) { return values[i]; }),
                      cells.cells)};
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (const std::uint32_t cell = cells.cellOf[i]; cell != RequestCells::kNone) {
            metric.sums[cell].sum += column[i];
            metric.sums[cell].count += 1;
            metric.samples.add(column[i], cell);
        }
    }
    metric.samples.seal();
    const double last = static_cast<double>(sorted.size()) - 1;
    fill(
        name, metric, [&](double place) { return percentile(sorted, 100 * place / last); }, out);
}

void RunConfidence::fillLatencies(const LatencySamples& sorted, ConfidenceIntervals& out) const {
    fillLatency("ttft", requests_.ttft, sorted.ttft, out);
    fillLatency("tpot", requests_.tpot, sorted.tpot, out);
    fillLatency("e2el", requests_.e2el, sorted.e2el, out);
}

void RunConfidence::takeGaps(const GapSamples& asRead) {
    const auto& counts = requests_.gaps;
    const auto cells =
        RequestCells::of(requests_.sent, [&](std::size_t i) { return counts[i] > 0; });
    Resampling metric{
        cells.requests, std::vector<CellSum>(cells.cells),
        BinnedSamples(binEdges(asRead.size(), [&](std::size_t i) { return asRead.inMs(i); }),
                      cells.cells)};
    std::size_t next = 0;
    for (std::size_t request = 0; request < counts.size(); ++request) {
        for (const std::size_t end = next + counts[request]; next < end; ++next) {
            const double gap = asRead.inMs(next);
            metric.sums[cells.cellOf[request]].sum += gap;
            metric.samples.add(gap, cells.cellOf[request]);
        }
        if (counts[request] > 0) {
            metric.sums[cells.cellOf[request]].count += counts[request];
        }
    }
    metric.samples.seal();
    gaps_ = std::move(metric);
}

void RunConfidence::fillGaps(const GapSamples& sorted, ConfidenceIntervals& out) const {
    const double last = static_cast<double>(sorted.size()) - 1;
    fill(
        "itl", *gaps_,
        [&](double place) { return sorted.percentileOfSorted(100 * place / last).value_or(0); },
        out);
}

std::optional<ConfidenceInterval> RunConfidence::throughput(
    const std::vector<SpreadAmount>& amounts, const TimeSpan& window,
    const std::string& key) const {
    if (amounts.size() < kFewestRequests || window.to <= window.from) {
        return std::nullopt;
    }
    const std::size_t slices = std::min(amounts.size(), kMostCells);
    const double seconds = toSeconds(window.to - window.from) / static_cast<double>(slices);
    std::vector<CellSum> cells;
    for (const double amount : amountsInSlices(amounts, window.from, window.to, slices)) {
        cells.push_back({amount, seconds});
    }
    return meanInterval(cells, blocksOf(cells, key));
}

void RunConfidence::fillThroughputs(const TimeSpan& window, bool tokensKnown,
                                    ConfidenceIntervals& out) const {
    std::vector<SpreadAmount> amounts;
    amounts.reserve(requests_.size());
    for (std::size_t i = 0; i < requests_.size(); ++i) {
        amounts.push_back({requests_.sent[i], requests_.finished[i], 1});
    }
    put(out, "request_throughput_rps", throughput(amounts, window, "request_throughput_rps"));
    for (std::size_t i = 0; tokensKnown && i < amounts.size(); ++i) {
        amounts[i].amount = requests_.outputTokens[i];
    }
    if (tokensKnown) {
        put(out, "output_throughput_tps", throughput(amounts, window, "output_throughput_tps"));
    }
}

}  // namespace sagebench
