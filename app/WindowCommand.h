// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "ExitCode.h"

namespace sagebench::app {

/// Shows the window until it is closed. BadUsage where there is no display, or no window in this
/// build; says what to do instead.
ExitCode windowCommand(const WindowOptions& options);

}  // namespace sagebench::app
