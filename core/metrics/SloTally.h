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
class SloTally {
  public:
    explicit SloTally(SloPlan plan = {});

    /// A measured record. Cancelled ones are not judged.
    void add(const RequestRecord& measured);
    /// Gives the percentiles that limits ask for; absent: no sample.
    using PercentileAt = std::function<std::optional<double>(double p)>;
    void takePercentiles(SloMetric metric, const PercentileAt& at);
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
    SloResult resultOf(std::size_t limit) const;

    SloPlan plan_;
    bool perRequest_ = false;
    std::uint64_t judged_ = 0;
    std::uint64_t meetingAll_ = 0;
    std::vector<std::uint64_t> meeting_;              ///< by limit
    std::vector<std::optional<double>> percentiles_;  ///< by limit
    std::vector<double> tbt_;
};

}  // namespace sagebench
