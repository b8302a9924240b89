// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/QueueWatch.h"

#include <algorithm>

#include "metrics/Saturation.h"

namespace sagebench {
namespace {

constexpr double kLeastSeconds = 10;
constexpr double kLeastShare = 0.1;
constexpr double kWaitingSeconds = 5;
constexpr double kSampleSeconds = 0.1;
constexpr std::size_t kBlocks = 10;
constexpr std::size_t kFewestFirst = 10;
constexpr std::size_t kMostFirst = 1000;
constexpr double kFirstShare = 0.05;
constexpr double kFillUps = 2;

}  // namespace

void QueueWatch::see(Nanos elapsed, double waiting, double due) {
    const double seconds = toSeconds(elapsed);
    if (samples_.empty() || seconds >= samples_.back().seconds + kSampleSeconds) {
        samples_.push_back({seconds, waiting, due});
    }
}

void QueueWatch::ended(std::uint64_t index, Nanos stay) {
    if (index < kMostFirst) {
        firstStays_.resize(std::max<std::size_t>(firstStays_.size(), index + 1));
        firstStays_[index] = toSeconds(stay);
    }
}

std::optional<double> QueueWatch::longestFirstStay() const {
    const auto share = static_cast<std::size_t>(samples_.back().due * kFirstShare);
    const std::size_t count = std::clamp(share, kFewestFirst, kMostFirst);
    if (firstStays_.size() < count) {
        return std::nullopt;
    }
    double longest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!firstStays_[i]) {
            return std::nullopt;
        }
        longest = std::max(longest, *firstStays_[i]);
    }
    return longest;
}

bool QueueWatch::hopeless() const {
    if (samples_.empty() || samples_.back().seconds < kLeastSeconds) {
        return false;
    }
    const Sample& last = samples_.back();
    const double from = last.seconds / 2;
    const auto stay = longestFirstStay();
    if (!stay || from < kFillUps * *stay) {
        return false;
    }
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
