// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/Result.h"
#include "plan/RunPlan.h"

namespace sagebench::ui {

/// A plan file as `--plan` takes it, of a backend and options that there are. Errors: Input, Usage;
/// they name the file.
Result<RunPlan> loadPlan(const std::filesystem::path& path);

/// Errors: Io; Usage: no workload.
Result<void> savePlan(const RunPlan& plan, const std::filesystem::path& path);

/// What no backend could do: an unknown one, or option; an address or key for one that takes none.
Result<void> checkBackendOf(const RunPlan& plan);

}  // namespace sagebench::ui
