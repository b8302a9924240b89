// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/QueueWatch.h"

#include <algorithm>
#include <optional>

#include "metrics/Saturation.h"

namespace sagebench {
namespace {

constexpr double kLeastSeconds = 10;
constexpr double kLeastShare = 0.1;
constexpr double kWaitingSeconds = 5;
constexpr double kSampleSeconds = 0.1;
constexpr std::size_t kBlocks = 10;

}  // namespace

void QueueWatch::see(Nanos elapsed, double waiting, double due) {
    const double seconds = toSeconds(elapsed);
    if (samples_.empty() || seconds >= samples_.back().seconds + kSampleSeconds) {
        samples_.push_back({seconds, waiting, due});
    }
}

bool QueueWatch::hopeless() const {
    if (samples_.empty() || samples_.back().seconds < kLeastSeconds) {
        return false;
    }
    const Sample& last = samples_.back();
    const double from = last.seconds / 2;
    std::vector<double> sums(kBlocks, 0.0);
    std::vector<double> counts(kBlocks, 0.0);
    for (const Sample& sample : samples_) {
        if (sample.seconds >= from) {
            const double place = (sample.seconds - from) / from * static_cast<double>(kBlocks);
            const std::size_t block = std::min(static_cast<std::size_t>(place), kBlocks - 1);
            sums[block] += sample.waiting;
            counts[block] += 1;
        }
    }
    if (std::ranges::find(counts, 0.0) != counts.end()) {
        return false;
    }
    for (std::size_t i = 0; i < kBlocks; ++i) {
        sums[i] /= counts[i];
    }
    const double offered = last.due / last.seconds;
    const auto trend = trendOf(sums, from / static_cast<double>(kBlocks));
    return trend && trend->low > kLeastShare * offered && last.waiting > kWaitingSeconds * offered;
}

}  // namespace sagebench
