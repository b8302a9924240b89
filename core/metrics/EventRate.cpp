// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/EventRate.h"

#include <algorithm>

namespace sagebench {
namespace {

constexpr Nanos kStep = std::chrono::milliseconds(100);
constexpr std::size_t kStepsOfSecond = 10;

}  // namespace

void EventRate::add(const RequestRecord& record) {
    for (std::size_t i = 0; i < record.chunks.size(); ++i) {
        const auto step = std::max<std::int64_t>(record.chunks[i].at / kStep, 0);
        if (static_cast<std::size_t>(step) >= tenths_.size()) {
            tenths_.resize(static_cast<std::size_t>(step) + 1);
        }
        ++tenths_[static_cast<std::size_t>(step)];
    }
}

std::optional<double> EventRate::busiestSecond() const {
    std::uint64_t sum = 0;
    std::uint64_t most = 0;
    for (std::size_t i = 0; i < tenths_.size(); ++i) {
        sum += tenths_[i];
        sum -= i >= kStepsOfSecond ? tenths_[i - kStepsOfSecond] : 0;
        most = std::max(most, sum);
    }
    return most > 0 ? std::optional(static_cast<double>(most)) : std::nullopt;
}

}  // namespace sagebench
