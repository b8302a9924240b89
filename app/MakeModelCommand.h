// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "Commands.h"
#include "ExitCode.h"

namespace sagebench::app {

/// `make-model`: writes a GGUF with random weights, where the engine's library is built in;
/// elsewhere it says how to get it.
ExitCode makeModelCommand(const MakeModelOptions& options);

/// The presets, as `make-model --help` lists them; empty where they are not built in.
std::string presetSection();

}  // namespace sagebench::app
