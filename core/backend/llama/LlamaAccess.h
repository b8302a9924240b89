// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "backend/Backend.h"

namespace sagebench {

/// What of llama.cpp is in this program. Two files define these: LlamaAccess.cpp where it is built
/// in, NoLlamaAccess.cpp where it is not.
bool llamaIsBuiltIn();
std::vector<std::string> llamaModelChoices();
Result<std::unique_ptr<Session>> openLlama(const SessionConfig& config, std::stop_token stop);
Result<ConnectionReport> probeLlama(const SessionConfig& config, std::stop_token stop);

}  // namespace sagebench
