// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

namespace CLI {
class App;
}

namespace sagebench::app {

/// Gives `run` its options; what is given goes into `options`, which must outlive `run`.
void addRunArguments(CLI::App& run, RunOptions& options);

/// What to run, and its traffic.
void addLoadArguments(CLI::App& app, RunOptions& options);

// Its parts, each a group of the help.
void addTrafficArguments(CLI::App& run, RunOptions& options);
void addGoalArguments(CLI::App& app, GoalOptions& options);  ///< also of `report`
void addCampaignArguments(CLI::App& run, CampaignOptions& options);

}  // namespace sagebench::app
