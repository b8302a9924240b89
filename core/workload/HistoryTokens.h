// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "workload/Prompt.h"
#include "workload/PromptFitter.h"

namespace sagebench {

/// The ids of earlier messages, then `ids`. Empty where ids of texts can't be had without asking a
/// server: the prompt is then sent as text.
std::vector<std::int32_t> withHistory(std::span<const ChatMessage> history,
                                      std::vector<std::int32_t> ids, const PromptFitter& fitter);

}  // namespace sagebench
