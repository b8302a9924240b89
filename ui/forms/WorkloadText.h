// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "forms/SetupState.h"

namespace sagebench::ui {

/// "4 at a time", "10/s Poisson".
QString arrivalText(const WorkloadSpec& spec);
/// "20 requests", "60 s", "20 requests, at most 60 s"; empty: as the data set says.
QString endText(const WorkloadSpec& spec);
/// "128 → 128 tokens · 5 requests · 1 at a time" or "log-normal 512 → 128 tokens · 10/s Poisson for
/// 60 s", and what else is not as usual.
QString digestOf(const WorkloadSpec& spec);
/// Of those checked: "3 workloads, 60 requests, ~7,000 output tokens", as far as it is known.
QString digestOf(const std::vector<WorkloadEntry>& workloads);

/// One of those compiled in, unchanged.
bool isBuiltin(const WorkloadSpec& spec);
std::vector<std::string> namesOf(const std::vector<WorkloadEntry>& workloads);
/// `wanted`, or `wanted`-2, …: a name that is not `taken`, and not too long.
std::string freeName(const std::string& wanted, const std::vector<std::string>& taken);

/// The entry at `from` put before the one at `to` (their number: at the end).
std::vector<WorkloadEntry> moved(std::vector<WorkloadEntry> workloads, int from, int to);

}  // namespace sagebench::ui
