// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "Commands.h"
#include "ExitCode.h"

namespace sagebench::app {

/// `run`: returns when the results are written. `arguments`: as given to the program.
ExitCode runCommand(const RunOptions& options, const std::vector<std::string>& arguments);

}  // namespace sagebench::app
