// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "Commands.h"
#include "ExitCode.h"
#include "backend/BackendDescription.h"

namespace sagebench::app {

/// What every backend says of itself.
std::vector<BackendDescription> allDescriptions();

ExitCode listBackends(const ListBackends& options);
ExitCode listWorkloads(const ListWorkloads& options);

}  // namespace sagebench::app
