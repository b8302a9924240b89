// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "ExitCode.h"

namespace sagebench::app {

/// `reference-server`: prints {"port":N} when it listens, serves until SIGTERM, Ctrl-C or the end
/// of the pipe that is its stdin, and then writes the log.
ExitCode referenceServerCommand(const ReferenceServerOptions& options);

}  // namespace sagebench::app
