// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "Commands.h"
#include "base/Result.h"

namespace sagebench::app {

/// What help and version texts tell beside the options.
struct HelpFacts {
    std::string version;
    std::string backends;           ///< backendSection()
    std::string modelPresets = {};  ///< presetSection()
};

/// What the arguments (without the program's name) ask for. Pure: nothing is read or printed.
/// Errors (Usage) name the option, what was expected, and the way out.
Result<Command> parseCommandLine(const std::vector<std::string>& arguments, const HelpFacts& facts);

}  // namespace sagebench::app
