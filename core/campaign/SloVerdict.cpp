// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/SloVerdict.h"

#include <algorithm>

#include "metrics/RequestMetrics.h"

namespace sagebench {
namespace {

std::optional<double> latencyOf(SloMetric metric, const RequestRecord& record) {
    const RequestMetrics m = requestMetrics(record);
    switch (metric) {
        case SloMetric::Ttft:
            return m.ttftMs;
        case SloMetric::E2el:
            return m.e2elMs;
        case SloMetric::TtftScheduled:
            return m.ttftScheduledMs;
        case SloMetric::E2elScheduled:
            return m.e2elScheduledMs;
        default:
            return m.tpotMs;
    }
}

bool meets(const Slo& slo, const WorkloadResult& result) {
    std::vector<double> samples;
    std::size_t failed = 0;
    for (const RequestRecord& record : result.records) {
        const auto value = latencyOf(slo.metric, record);
        if (record.phase == Phase::Measured && record.outcome == Outcome::Ok && value) {
            samples.push_back(*value);
        }
        failed += record.outcome == Outcome::Failed ? 1 : 0;
    }
    if (samples.empty()) {
        return false;
    }
    std::ranges::sort(samples);
    if (slo.percentile) {
        return percentile(samples, *slo.percentile) <= toMs(slo.limit);
    }
    const auto good =
        std::ranges::count_if(samples, [&](double v) { return v <= toMs(slo.limit); });
    return static_cast<double>(good) >= 0.99 * static_cast<double>(samples.size() + failed);
}

}  // namespace

std::optional<bool> sloMetOf(const SloPlan& plan, const WorkloadResult& result) {
    if (plan.limits.empty()) {
        return std::nullopt;
    }
    return std::ranges::all_of(plan.limits, [&](const Slo& slo) { return meets(slo, result); });
}

}  // namespace sagebench
