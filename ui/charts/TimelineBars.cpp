// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimelineBars.h"

#include <algorithm>

namespace sagebench::ui {
namespace {

bool sentBefore(const TimelineBar& a, const TimelineBar& b) {
    return a.sent != b.sent ? a.sent < b.sent : a.index < b.index;
}

Stamp firstOf(std::initializer_list<Stamp> stamps) {
    for (const Stamp stamp : stamps) {
        if (stamp) {
            return stamp;
        }
    }
    return {};
}

}  // namespace

std::optional<TimelineBar> barOf(const RequestBrief& brief, int row) {
    const Stamp start = firstOf({brief.sent, brief.finished, brief.scheduled});
    if (!start) {
        return std::nullopt;
    }
    TimelineBar bar;
    bar.sent = *start;
    bar.due = std::min(brief.scheduled.valueOr(bar.sent), bar.sent);
    bar.end = std::max(brief.finished.valueOr(brief.lastToken.valueOr(bar.sent)), bar.sent);
    bar.first = std::clamp(brief.firstToken.valueOr(bar.end), bar.sent, bar.end);
    bar.index = brief.index;
    bar.row = row;
    bar.outcome = brief.outcome;
    bar.phase = brief.phase;
    return bar;
}

void TimelineBars::clear() {
    bars_.clear();
    latestEnd_.clear();
    begin_ = end_ = {};
}

void TimelineBars::append(std::span<const RequestRow> rows, int firstRow, int workload) {
    const std::size_t firstNew = bars_.size();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].workload != workload) {
            continue;
        }
        if (const auto bar = barOf(rows[i].brief, firstRow + static_cast<int>(i))) {
            bars_.push_back(*bar);
        }
    }
    if (bars_.size() > firstNew) {
        order(firstNew);
    }
}

void TimelineBars::order(std::size_t firstNew) {
    const auto middle = bars_.begin() + static_cast<std::ptrdiff_t>(firstNew);
    std::sort(middle, bars_.end(), sentBefore);
    const auto changed = std::upper_bound(bars_.begin(), middle, *middle, sentBefore);
    const auto from = static_cast<std::size_t>(changed - bars_.begin());
    std::inplace_merge(changed, middle, bars_.end(), sentBefore);
    latestEnd_.resize(bars_.size());
    for (std::size_t i = from; i < bars_.size(); ++i) {
        latestEnd_[i] = i == 0 ? bars_[i].end : std::max(latestEnd_[i - 1], bars_[i].end);
    }
    if (firstNew == 0) {
        begin_ = bars_.front().due;
    }
    for (std::size_t i = from; i < bars_.size(); ++i) {
        begin_ = std::min(begin_, bars_[i].due);
    }
    end_ = latestEnd_.back();
}

TimelineBars::Part TimelineBars::within(Nanos from, Nanos to) const {
    const auto first = std::ranges::lower_bound(latestEnd_, from) - latestEnd_.begin();
    const auto end = std::ranges::upper_bound(bars_, to, {}, &TimelineBar::sent) - bars_.begin();
    return {static_cast<std::size_t>(first),
            static_cast<std::size_t>(std::max<std::ptrdiff_t>(end - first, 0))};
}

std::size_t TimelineBars::longest(Part part) const {
    const auto begin = bars_.begin() + static_cast<std::ptrdiff_t>(part.first);
    const auto shorter = [](const TimelineBar& a, const TimelineBar& b) {
        return a.lasted() < b.lasted();
    };
    return static_cast<std::size_t>(
        std::max_element(begin, begin + static_cast<std::ptrdiff_t>(part.count), shorter) -
        bars_.begin());
}

std::size_t TimelineBars::find(const RequestBrief& brief) const {
    const auto wanted = barOf(brief, 0);
    if (!wanted) {
        return bars_.size();
    }
    auto at = std::lower_bound(bars_.begin(), bars_.end(), *wanted, sentBefore);
    while (at != bars_.end() && at->sent == wanted->sent && at->index == wanted->index &&
           at->phase != wanted->phase) {
        ++at;
    }
    const bool found = at != bars_.end() && at->sent == wanted->sent &&
                       at->index == wanted->index && at->phase == wanted->phase;
    return found ? static_cast<std::size_t>(at - bars_.begin()) : bars_.size();
}

}  // namespace sagebench::ui
