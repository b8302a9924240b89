// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/RequestColumns.h"

#include <algorithm>

namespace sagebench {
namespace {

double orNan(std::optional<double> value) {
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
}

}  // namespace

/// One that does not tell when it was sent is taken for one of the first.
void RequestColumns::add(const RequestRecord& record, const RequestMetrics& metrics,
                         std::uint64_t itlSamples) {
    sent.push_back(record.sent.valueOr(Nanos::zero()));
    finished.push_back(record.finished.valueOr(sent.back()));
    ttft.push_back(orNan(metrics.ttftMs));
    tpot.push_back(orNan(metrics.tpotMs));
    e2el.push_back(orNan(metrics.e2elMs));
    gaps.push_back(static_cast<std::uint32_t>(itlSamples));
    outputTokens.push_back(
        static_cast<std::uint32_t>(std::max(record.outputTokens.value_or(0), 0)));
}

}  // namespace sagebench
