// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "base/Result.h"

namespace sagebench {

/// Makes DIR ready for a new run: earlier result files go to DIR/previous/<run id>/ (the earlier
/// run's id, read from its summary; else the time of the move). Files that are no results stay.
/// Errors: Input (not writable), Io.
Result<void> prepareResultsFolder(const std::filesystem::path& folder);

/// True for the names of result files: "benchmark_summary.json", "x_metrics.json",
/// "x_requests.jsonl.part", …
bool isResultFile(const std::string& name);

std::filesystem::path journalPath(const std::filesystem::path& folder, const std::string& workload);
std::filesystem::path telemetryPath(const std::filesystem::path& folder);

}  // namespace sagebench
