// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/PlanSections.h"

#include <nlohmann/json.hpp>

namespace sagebench {

void readCampaign(const LocatedJson&, ObjectReader&, RunPlan&) {}

void writeCampaign(nlohmann::ordered_json&, const RunPlan&) {}

}  // namespace sagebench
