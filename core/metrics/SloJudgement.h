// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "metrics/RequestBrief.h"
#include "plan/Slo.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// A latency that is exactly the limit meets it. Stamps are whole nanoseconds, so what is less than
/// one above it comes of dividing.
bool isWithin(double latencyMs, Nanos limit);

/// Whether a request meets every limit on each request (percentiles are passed over). One that did
/// not succeed does not; nor does one whose latency is not known, but that TPOT and TBT judge no
/// answer of fewer than two tokens. Pure.
bool meets(std::span<const Slo> limits, const RequestRecord& record);
/// The same of a request as views have it.
bool meets(std::span<const Slo> limits, const RequestBrief& brief);

/// Whether a request that was cancelled had left a limit behind by then: it was never sent, or is
/// older than the limit with nothing that meets it. False is no word of what would have come of it;
/// of the time between tokens nothing is known before the end. Pure.
bool hadMissed(const Slo& slo, const RequestRecord& cancelled);

/// One limit of a plan against what was measured.
struct SloResult {
    Slo slo;
    /// Of a percentile: ms. Of a limit on each request: the share of the judged requests that meet
    /// it. Absent: unknown, or (`met` is false) a percentile of requests that have no end.
    std::optional<double> actual;
    std::optional<bool> met;  ///< absent: unknown, which does not pass

    bool operator==(const SloResult&) const = default;
};

}  // namespace sagebench
