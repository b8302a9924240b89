// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "metrics/WorkloadMetrics.h"
#include "report/ContractResult.h"

namespace sagebench {

/// Whether every workload meets the plan's SLOs. Absent: it has none, or nothing
/// was measured.
std::optional<bool> sloMet(const RunSummary& summary);
/// Whether every workload passes the plan's contract. Absent: it has none.
std::optional<bool> contractPassed(const RunSummary& summary);

/// Whether a workload reached what the plan asks for, in one sentence without a full stop.
struct GoalVerdict {
    std::string text;
    bool reached = false;
};
/// "short_input meets its SLOs: …". Absent: there are none.
std::optional<GoalVerdict> sloVerdict(const RunSummary& summary, const WorkloadMetrics& metrics);
/// "stress_test fails contract year1: …".
std::optional<GoalVerdict> contractVerdict(const RunSummary& summary,
                                           const WorkloadMetrics& metrics);
/// Of every workload, SLOs first.
std::vector<GoalVerdict> goalVerdicts(const RunSummary& summary);

}  // namespace sagebench

/// Goals and what came of them, in words.
namespace sagebench::text {

/// "95.00 %" of requests, or "412.00 ms"; unknown is "n/a".
std::string actual(const SloResult& result);
std::string verdict(const SloResult& result);       ///< "met", "missed", "n/a"
std::string share(std::optional<double> fraction);  ///< "98.75 %"
std::string figure(std::optional<double> value);    ///< six digits: "412.524", "0.03125"
std::string condition(const Threshold& threshold);  ///< "< 100"
std::string verdict(const ContractRow& row);        ///< "pass", "fail", "n/a (not required)"

}  // namespace sagebench::text
