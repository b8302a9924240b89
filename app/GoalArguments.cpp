// SPDX-License-Identifier: GPL-3.0-or-later
#include "OptionBinding.h"
#include "RunArguments.h"

namespace sagebench::app {

void addGoalArguments(CLI::App&, GoalOptions&) {}

}  // namespace sagebench::app
