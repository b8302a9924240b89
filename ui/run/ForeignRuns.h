// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/RunDocument.h"

namespace sagebench::ui {

/// A result file of vLLM or SGLang as a run that is over: a workload for each run in the file, what
/// it lacks among the warnings. Requests whose file does not tell when they were sent stand in no
/// view over time. Pure but for the file; any thread. Errors: Input.
Result<StoredRun> loadForeign(const std::filesystem::path& file);

}  // namespace sagebench::ui
