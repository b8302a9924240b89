// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "plan/RunPlan.h"

namespace sagebench {

/// The load in words: "5 requests of 128 prompt and 128 output tokens, one after another",
/// "requests of chat.jsonl, 10/s (poisson), for 60s". English; one line, no full stop.
std::string loadText(const WorkloadSpec& spec);

}  // namespace sagebench
