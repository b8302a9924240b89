// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "metrics/SloJudgement.h"
#include "plan/Slo.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// How the requests of a run and its percentiles stand to the limits of its plan.
///
/// A failed request misses every limit, and in a percentile is a latency without end. So does one
/// that the end of the load cancelled after it had missed the limit (hadMissed()); before, it is
/// not judged. What a stopped run cancelled is not judged.
class SloTally {
  public:
    explicit SloTally(SloPlan plan = {}, bool stopped = false);

    void add(const RequestRecord& measured);
    /// Gives the percentiles that limits ask for; of no sample absent.
    using PercentileAt = std::function<std::optional<double>(double p)>;
    /// After every add(). `at` is of that many samples, those of the successful requests.
    void takePercentiles(SloMetric metric, std::uint64_t samples, const PercentileAt& at);
    bool asksFor(SloMetric metric) const;
    /// Of successful requests, where a limit asks for a percentile of TBT.
    std::vector<double>& tbtSamples() { return tbt_; }

    /// Requests that meet every limit on each request. Absent: there is no such limit.
    std::optional<std::uint64_t> meetingAll() const;
    /// Of the requests judged; absent also where there was none.
    std::optional<double> fraction() const;
    std::vector<SloResult> results() const;
    /// Absent: the plan has no limit.
    std::optional<bool> met() const;

  private:
    struct Count {
        std::uint64_t judged = 0, meeting = 0;  ///< a limit on each request
        std::uint64_t endless = 0;              ///< requests without end, for a percentile
        std::optional<double> percentile;
        bool percentileIsEndless = false;
    };

    void addEnded(const RequestRecord& measured);
    void addCancelled(const RequestRecord& measured);
    double endlessSamples(std::size_t limit, std::uint64_t samples) const;
    void takePercentile(std::size_t limit, std::uint64_t samples, const PercentileAt& at);
    SloResult resultOf(std::size_t limit) const;

    SloPlan plan_;
    bool stopped_ = false;
    bool perRequest_ = false;
    std::uint64_t successful_ = 0;
    std::uint64_t judged_ = 0;
    std::uint64_t meetingAll_ = 0;
    std::vector<Count> counts_;  ///< by limit
    std::vector<double> tbt_;
};

}  // namespace sagebench
