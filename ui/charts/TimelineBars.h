// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "run/RequestRow.h"

namespace sagebench::ui {

/// What the timeline draws of one request; run clock. All of it is in order: due ≤ sent ≤ first ≤
/// end; a stage that did not happen has no width.
struct TimelineBar {
    Nanos due{}, sent{}, first{}, end{};
    std::uint64_t index = 0;
    int row = 0;  ///< in RunDocument::rows() when it was added
    Outcome outcome = Outcome::Ok;
    Phase phase = Phase::Measured;

    Nanos lasted() const { return end - sent; }
};

/// Pure. Absent for a request without any stamp.
std::optional<TimelineBar> barOf(const RequestBrief& brief, int row);

/// The bars of one workload, always in the order in which they were sent. Appending costs as much
/// as the new bars and those sent after the earliest of them.
class TimelineBars {
  public:
    /// A part of all bars: [first, first + count).
    struct Part {
        std::size_t first = 0, count = 0;
        bool operator==(const Part&) const = default;
    };

    void clear();
    /// Takes those of `workload`; `firstRow` is the index of the first.
    void append(std::span<const RequestRow> rows, int firstRow, int workload);

    std::size_t size() const { return bars_.size(); }
    bool empty() const { return bars_.empty(); }
    const TimelineBar& at(std::size_t place) const { return bars_.at(place); }
    Nanos begin() const { return begin_; }
    Nanos end() const { return end_; }

    /// All bars that reach into [from, to], and those between them.
    Part within(Nanos from, Nanos to) const;
    /// Where the longest of a part stands; `part` is not empty.
    std::size_t longest(Part part) const;
    /// Where the request stands; size(): nowhere.
    std::size_t find(const RequestBrief& brief) const;

  private:
    void order(std::size_t firstNew);

    std::vector<TimelineBar> bars_;
    std::vector<Nanos> latestEnd_;  ///< of the bars up to each
    Nanos begin_{}, end_{};
};

}  // namespace sagebench::ui
