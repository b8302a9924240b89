// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"
#include "plan/RunPlan.h"

namespace sagebench {

/// One workload object or {"workloads": […]}. Errors (Input): "file:line: key …".
Result<std::vector<WorkloadSpec>> parseWorkloads(std::string_view text, const std::string& origin);

/// A plan as toJson() writes it. Keys that are absent keep their defaults; an unknown key, a wrong
/// type or a value out of range is an error (Input) with file, line and key.
Result<RunPlan> parsePlan(std::string_view text, const std::string& origin);

/// Pretty JSON with a newline at the end.
std::string toJson(const RunPlan& plan);

/// [A-Za-z0-9._-]{1,64}, and not dots alone: it names files.
bool isWorkloadName(std::string_view name);

/// markdown, csv or vllm.
bool isExportName(std::string_view name);

/// First complaint about values that no run could have (no workload, 0 requests, a name twice…).
Result<void> validate(const RunPlan& plan);

/// 16 hex digits; equal plans have equal hashes. The output section does not count.
std::string planHash(const RunPlan& plan);

}  // namespace sagebench
