// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/EventRate.h"

#include <algorithm>

namespace sagebench {
namespace {

constexpr Nanos kStep = std::chrono::milliseconds(100);
constexpr std::int64_t kStepsOfSecond = 10;

}  // namespace

void EventRate::add(const RequestRecord& record) {
    std::int64_t step = 0;
    std::uint64_t* chunks = nullptr;  // chunks that follow each other mostly share a step
    for (std::size_t i = 0; i < record.chunks.size(); ++i) {
        const auto next = std::max<std::int64_t>(record.chunks[i].at / kStep, 0);
        if (!chunks || next != step) {
            step = next;
            chunks = &tenths_[step];
        }
        ++*chunks;
    }
}

std::optional<double> EventRate::busiestSecond() const {
    std::uint64_t sum = 0;
    std::uint64_t most = 0;
    auto oldest = tenths_.begin();
    for (const auto& [step, chunks] : tenths_) {
        sum += chunks;
        for (; oldest->first <= step - kStepsOfSecond; ++oldest) {
            sum -= oldest->second;
        }
        most = std::max(most, sum);
    }
    return most > 0 ? std::optional(static_cast<double>(most)) : std::nullopt;
}

}  // namespace sagebench
