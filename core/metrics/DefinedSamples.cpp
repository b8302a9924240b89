// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/DefinedSamples.h"

#include <algorithm>

namespace sagebench {
namespace {

/// Sums of weights are not exact; a share that is reached but for that is reached.
constexpr double kSlack = 1e-9;

}  // namespace

LatencyFigures latencyFigures(const Distribution& d) {
    return {d.count.value_or(0), d.avg, d.p50, d.p90, d.p95, d.p99};
}

void DefinedSamples::add(double value, double weight) {
    if (weight > 0) {
        samples_.push_back({value, weight});
        totalWeight_ += weight;
    }
}

/// Of sorted samples.
double DefinedSamples::percentile(PercentileKind kind, double p) const {
    const std::size_t last = samples_.size() - 1;
    if (kind == PercentileKind::Index) {
        const double index = static_cast<double>(samples_.size()) * (p / 100);
        return samples_[std::min(static_cast<std::size_t>(index), last)].value;
    }
    double reached = 0;
    for (const Sample& sample : samples_) {
        reached += sample.weight;
        if (reached >= totalWeight_ * (p / 100 - kSlack)) {
            return sample.value;
        }
    }
    return samples_[last].value;
}

/// The digits of every other report of ours.
LatencyFigures DefinedSamples::interpolated() const {
    std::vector<double> values;
    values.reserve(samples_.size());
    for (const Sample& sample : samples_) {
        values.push_back(sample.value);
    }
    return latencyFigures(distributionOf(values));
}

LatencyFigures DefinedSamples::figures(PercentileKind kind) {
    if (kind == PercentileKind::Linear) {
        return interpolated();
    }
    LatencyFigures out;
    out.count = samples_.size();
    if (samples_.empty()) {
        return out;
    }
    std::ranges::sort(samples_, {}, &Sample::value);
    double sum = 0;
    for (const Sample& sample : samples_) {
        sum += sample.value * sample.weight;
    }
    out.avg = sum / totalWeight_;
    out.p50 = percentile(kind, 50);
    out.p90 = percentile(kind, 90);
    out.p95 = percentile(kind, 95);
    out.p99 = percentile(kind, 99);
    return out;
}

}  // namespace sagebench
