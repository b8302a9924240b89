// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "ExitCode.h"

namespace sagebench::app {

/// `report`: reads results, finished or not, and renders them.
ExitCode reportCommand(const ReportOptions& options);

}  // namespace sagebench::app
