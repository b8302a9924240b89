// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/PlanSections.h"

#include <nlohmann/json.hpp>

namespace sagebench {

void readGoals(const LocatedJson&, ObjectReader&, RunPlan&) {}

void writeGoals(nlohmann::ordered_json&, const RunPlan&) {}

}  // namespace sagebench
