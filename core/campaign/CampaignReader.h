// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "campaign/CampaignFile.h"

namespace sagebench {

/// "found", "always_met", "never_met", "given_up".
std::string_view searchEndName(SearchStep::Kind end);

}  // namespace sagebench
