// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "backend/openai/ModelList.h"
#include "backend/openai/OpenAiPresets.h"
#include "backend/openai/ServerCalls.h"
#include "record/RunInfo.h"

namespace sagebench {

/// Name, version, endpoint and model of what answers, from what it says of itself. What it does not
/// say stays empty. A server of another kind than the preset's is a warning.
EngineInfo identifyServer(ServerCalls& calls, const OpenAiPreset& preset,
                          const OpenAiTarget& target, const ModelList& models,
                          std::stop_token stop);

/// Where the server's metrics are, if a look at them finds any. Where the preset's servers have
/// them but this one was started without, `warning` says how to have them.
std::optional<ServerMetricsSource> findServerMetrics(ServerCalls& calls, const OpenAiPreset& preset,
                                                     const OpenAiTarget& target,
                                                     std::string& warning, std::stop_token stop);

}  // namespace sagebench
