// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// What a reader must know before any figure: the run is not valid, not whole, or not of a real
/// engine. Plain sentences, the gravest first; none for a run that stands for itself.
std::vector<std::string> notices(const RunSummary& summary);

/// What a workload says of itself where it is not valid: its verdict, and in one sentence all
/// reasons and what to do.
struct ValidityNotice {
    std::string verdict;
    std::string text;
};
std::optional<ValidityNotice> validityNotice(const WorkloadMetrics& metrics);
/// The same of a workload that still goes on: "… is not valid so far …".
std::optional<ValidityNotice> validityNoticeSoFar(const std::string& workload,
                                                  const Validity& validity);
/// The notices without those.
std::vector<std::string> otherNotices(const RunSummary& summary);

/// What the plan says of a workload; null where it is not known.
const WorkloadSpec* specOf(const RunSummary& summary, const std::string& workload);

}  // namespace sagebench
