// SPDX-License-Identifier: GPL-3.0-or-later
#include "OptionBinding.h"
#include "RunArguments.h"

namespace sagebench::app {

void addCampaignArguments(CLI::App&, CampaignOptions&) {}

}  // namespace sagebench::app
