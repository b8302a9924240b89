// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/Result.h"

namespace sagebench {

/// Open files that a run needs beside its connections: results, journal, terminal, event loops.
inline constexpr int kOtherFiles = 64;

/// Whether `limit` open files are enough. Pure. Errors: Run.
Result<void> checkFileLimit(std::uint64_t limit, int connections);

}  // namespace sagebench
