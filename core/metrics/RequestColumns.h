// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "metrics/RequestMetrics.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// What intervals need of the successful requests, in the order in which they were read: when each
/// was under way, and its latencies (ms; NaN: absent).
struct RequestColumns {
    std::vector<Nanos> sent, finished;
    std::vector<double> ttft, tpot, e2el;
    std::vector<std::uint32_t> gaps;          ///< samples of ITL
    std::vector<std::uint32_t> outputTokens;  ///< 0: unknown

    void add(const RequestRecord& record, const RequestMetrics& metrics, std::uint64_t itlSamples);
    std::size_t size() const { return sent.size(); }
};

}  // namespace sagebench
