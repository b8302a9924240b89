// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/RunSnapshot.h"
#include "record/LatencyHistogram.h"
#include "record/RequestRecord.h"

namespace sagebench::ui {

/// What happened within one slice of time of a workload. Rates are counts over the slice's width.
struct SeriesBucket {
    LatencyHistogram ttft;    ///< of requests whose first token came in the slice
    LatencyHistogram itl;     ///< of tokens that arrived in the slice
    double outputTokens = 0;  ///< fractions: an interval is spread over the slices it covers
    std::uint64_t ok = 0, failed = 0, cancelled = 0;  ///< requests that ended in the slice
    std::optional<double> inFlight;                   ///< the most at a time; absent: not seen
    std::optional<double> queued;                     ///< due and not sent, the most at a time
    /// TTFT of all requests up to the slice's end.
    std::optional<double> ttftP50Ms, ttftP95Ms, ttftP99Ms;
};

/// Latencies of all successful measured requests so far.
struct SeriesTotals {
    LatencyHistogram ttft, tpot, itl, e2el;
    std::uint64_t ok = 0, failed = 0, cancelled = 0;
};

/// The measured part of one workload over time, in memory that does not grow: when there are more
/// slices than `maxBuckets`, neighbours are merged and slices become twice as wide. Fed live by
/// snapshots, or by records of a run that is over (then call seal()); not by both. Percentiles are
/// within 3 % (LatencyHistogram). Warm-up counts nowhere. Not thread-safe.
class WorkloadSeries {
  public:
    static constexpr std::size_t kMaxBuckets = 2048;
    static constexpr Nanos kFirstWidth = std::chrono::milliseconds(50);

    explicit WorkloadSeries(std::size_t maxBuckets = kMaxBuckets, Nanos firstWidth = kFirstWidth);

    void add(const RunSnapshot& snapshot);
    void add(const RequestRecord& record);
    /// Into the totals only: when it happened is not known.
    void addUntimed(const RequestRecord& record);
    /// After the last record: gauges and running percentiles are worked out.
    void seal();

    bool empty() const { return buckets_.empty(); }
    /// Run clock of the axis' zero: when the first measured request was due (or seen to be).
    Nanos origin() const { return origin_; }
    Nanos bucketWidth() const { return width_; }
    double bucketSeconds() const { return toSeconds(width_); }
    /// End of the last slice that something is known of, since origin().
    double lengthSeconds() const;
    /// Slice i covers [i, i + 1) times bucketSeconds() since origin().
    std::span<const SeriesBucket> buckets() const { return buckets_; }
    const SeriesTotals& totals() const { return totals_; }
    /// Grows with each change.
    std::uint64_t revision() const { return revision_; }

  private:
    /// Begins and ends of spans; known: some record tells both.
    struct Spans {
        std::vector<std::pair<Nanos, int>> edges;
        bool known = false;
    };
    SeriesBucket& bucketAt(Nanos at);
    void widenFor(Nanos at);
    void mergeNeighbours();
    void placeOrigin(Nanos at);
    void spreadTokens(Nanos from, Nanos to, double tokens);
    void addFinished(const RequestBrief& brief);
    void addToTotals(const RequestBrief& brief);
    void addTokens(const RequestRecord& record);
    static void noteSpan(Spans& spans, Stamp from, Stamp to);
    void sealGauges();
    void sealGauge(Spans& spans, std::optional<double> SeriesBucket::*gauge);
    void sealRunningPercentiles();
    void noteRunningPercentiles(SeriesBucket& bucket, const LatencyHistogram& soFar);

    std::size_t maxBuckets_;
    Nanos width_;
    Nanos origin_{};
    bool placed_ = false;
    std::vector<SeriesBucket> buckets_;
    SeriesTotals totals_;
    LatencyHistogram ttftSoFar_;
    Spans inFlight_, queued_;  ///< until seal()
    std::uint64_t revision_ = 0;
};

}  // namespace sagebench::ui
