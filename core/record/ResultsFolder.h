// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/Result.h"

namespace sagebench {

/// Makes DIR ready for a new run: earlier result files, and the points of an earlier campaign, go
/// to DIR/previous/<run id>/ (the earlier run's id, read from its summary; else the time of the
/// move). Files that are no results stay. Errors: Input (not writable), Io.
Result<void> prepareResultsFolder(const std::filesystem::path& folder);
/// The same; tells where they went. Absent: there were none.
Result<std::optional<std::filesystem::path>> moveResultsAside(const std::filesystem::path& folder);
/// Undoes it: what lies in `earlier` goes back to `folder`. Errors: Io.
Result<void> moveResultsBack(const std::filesystem::path& earlier,
                             const std::filesystem::path& folder);

/// True for the names of result files: "benchmark_summary.json", "x_metrics.json",
/// "x_requests.jsonl.part", …
bool isResultFile(const std::string& name);

std::filesystem::path journalPath(const std::filesystem::path& folder, const std::string& workload);
std::filesystem::path telemetryPath(const std::filesystem::path& folder);

}  // namespace sagebench
