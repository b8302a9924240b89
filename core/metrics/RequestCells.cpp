// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/RequestCells.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace sagebench {
namespace {

/// As shares of slices: where times lie on a scale of 0 to the number of slices.
class SliceScale {
  public:
    SliceScale(Nanos from, Nanos to, std::size_t slices)
        : from_(from),
          slices_(slices),
          width_(toSeconds(to - from) / static_cast<double>(slices)) {}

    double place(Nanos at) const {
        return std::clamp(toSeconds(at - from_) / width_, 0.0, static_cast<double>(slices_));
    }
    std::size_t sliceOf(double place) const {
        return std::min(static_cast<std::size_t>(place), slices_ - 1);
    }

  private:
    Nanos from_;
    std::size_t slices_;
    double width_;
};

}  // namespace

RequestCells RequestCells::of(std::span<const Nanos> sent,
                              const std::function<bool(std::size_t)>& hasPart) {
    std::vector<std::pair<Nanos, std::uint32_t>> order;
    order.reserve(sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
        if (hasPart(i)) {
            order.emplace_back(sent[i], static_cast<std::uint32_t>(i));
        }
    }
    std::ranges::sort(order);
    RequestCells out;
    out.requests = order.size();
    out.cells = std::min(order.size(), kMostCells);
    out.cellOf.assign(sent.size(), kNone);
    for (std::size_t i = 0; i < order.size(); ++i) {
        out.cellOf[order[i].second] = static_cast<std::uint32_t>(i * out.cells / order.size());
    }
    return out;
}

std::vector<double> amountsInSlices(std::span<const SpreadAmount> amounts, Nanos from, Nanos to,
                                    std::size_t slices) {
    std::vector<double> out(slices, 0.0);
    std::vector<double> steps(slices + 1, 0.0);  // of what whole slices have, from one to the next
    const SliceScale scale(from, to, slices);
    for (const SpreadAmount& a : amounts) {
        const double begin = scale.place(a.from), end = scale.place(a.to);
        const std::size_t first = scale.sliceOf(begin), last = scale.sliceOf(end);
        if (first == last) {
            out[first] += a.amount;
            continue;
        }
        const double perSlice = a.amount / (end - begin);
        out[first] += perSlice * (static_cast<double>(first + 1) - begin);
        out[last] += perSlice * (end - static_cast<double>(last));
        steps[first + 1] += perSlice;
        steps[last] -= perSlice;
    }
    double whole = 0;
    for (std::size_t i = 0; i < slices; ++i) {
        whole += steps[i];
        out[i] += whole;
    }
    return out;
}

}  // namespace sagebench
