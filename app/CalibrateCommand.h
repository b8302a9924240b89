// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "Commands.h"
#include "ExitCode.h"

namespace sagebench::app {

/// `calibrate`: to its end; prints the table and keeps the result.
ExitCode calibrateCommand(const CalibrateOptions& options,
                          const std::vector<std::string>& arguments);

}  // namespace sagebench::app
