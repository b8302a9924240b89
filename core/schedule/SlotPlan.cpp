// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/SlotPlan.h"

#include <algorithm>
#include <cmath>

namespace sagebench {
namespace {

/// When the `k`-th slot more (or less) than `from` is due.
Nanos whenReached(const LoadRamp& ramp, int from, int to, int k) {
    const double span = static_cast<double>(ramp.span.count());
    const int level = to > from ? from + k : from - k;
    const double share =
        ramp.kind == LoadRamp::Kind::Exponential
            ? std::log(static_cast<double>(level) / from) / std::log(static_cast<double>(to) / from)
            : static_cast<double>(k) / std::abs(to - from);
    return Nanos(std::llround(span * share));
}

void change(SlotPlan& plan, int from, int to, auto timeOf) {
    auto& times = to > from ? plan.opens : plan.closes;
    for (int k = 1; k <= std::abs(to - from); ++k) {
        times.push_back(timeOf(k));
    }
}

template <class Times>
Times everyNth(const Times& times, int index, int count) {
    Times part;
    for (auto i = static_cast<std::size_t>(index); i < times.size();
         i += static_cast<std::size_t>(count)) {
        part.push_back(times[i]);
    }
    return part;
}

}  // namespace

int SlotPlan::most() const {
    std::size_t most = 0;
    std::size_t closed = 0;
    for (std::size_t open = 1; open <= opens.size(); ++open) {
        while (closed < closes.size() && closes[closed] <= opens[open - 1]) {
            ++closed;
        }
        most = std::max(most, open - closed);
    }
    return static_cast<int>(most);
}

SlotPlan planSlots(const LoadRamp& ramp, int slots) {
    SlotPlan plan;
    if (ramp.kind == LoadRamp::Kind::None) {
        plan.opens.assign(static_cast<std::size_t>(slots), Nanos(0));
        return plan;
    }
    const auto level = [&](std::size_t i) { return static_cast<int>(std::lround(ramp.levels[i])); };
    plan.opens.assign(static_cast<std::size_t>(level(0)), Nanos(0));
    if (ramp.kind != LoadRamp::Kind::Steps) {
        change(plan, level(0), level(1),
               [&](int k) { return whenReached(ramp, level(0), level(1), k); });
        return plan;
    }
    for (std::size_t i = 1; i < ramp.levels.size(); ++i) {
        change(plan, level(i - 1), level(i),
               [&](int) { return ramp.span * static_cast<std::int64_t>(i); });
    }
    return plan;
}

SlotPlan shareOf(const SlotPlan& plan, int index, int count) {
    return {everyNth(plan.opens, index, count), everyNth(plan.closes, index, count)};
}

}  // namespace sagebench
