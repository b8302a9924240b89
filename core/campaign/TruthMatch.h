// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "record/Calibration.h"
#include "record/RequestRecord.h"
#include "reference/ReferenceServer.h"
#include "reference/TruthLog.h"

namespace sagebench {

/// Compares what a client recorded with what its server logged, request by request and gap by gap
/// (docs/METRICS.md). A record and a truth belong together when the X-Request-Id is the same and
/// the request was received between its send and its end, each of them once: several workloads of
/// a run use the same ids one after another. Everything else is counted and not guessed: requests
/// that failed or were sent twice, answers of another number of chunks.
class TruthMatch {
  public:
    /// `truths` must outlive it. `t0SteadyNanos`: of the run (RunInfo).
    TruthMatch(std::span<const RequestTruth> truths, std::int64_t t0SteadyNanos);

    /// Skips what is not measured.
    void add(const RequestRecord& record);

    std::uint64_t matched() const { return matched_; }
    std::uint64_t unmatched() const { return unmatched_; }
    /// Sorts the samples.
    LatencyErrors errors();

  private:
    const RequestTruth* truthOf(const RequestRecord& record) const;
    void compare(const RequestRecord& record, const RequestTruth& truth);

    std::multimap<std::string_view, const RequestTruth*> truths_;
    std::int64_t t0_;
    std::uint64_t matched_ = 0, unmatched_ = 0;
    std::vector<double> ttft_, itl_, tpot_, e2el_, sendLag_;  ///< ms
};

/// Absent: no sample. Sorts them.
std::optional<ErrorSpread> spreadOf(std::vector<double>& errorsMs);

/// How late tokens left against the server's own pace, counted from the request's arrival: p99 of
/// all tokens. Absent: none left.
std::optional<Nanos> departureLatenessP99(std::span<const RequestTruth> truths,
                                          const ReferencePace& pace);

}  // namespace sagebench
