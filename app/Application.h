// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sagebench::app {

/// The whole program. `arguments` without the program's name; returns the exit code.
int runApplication(const std::vector<std::string>& arguments);

}  // namespace sagebench::app
