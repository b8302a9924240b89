// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "backend/llama/ContextPlan.h"
#include "backend/llama/LlamaOptions.h"
#include "backend/llama/ModelFile.h"
#include "record/RunInfo.h"

namespace sagebench {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// What the file tells, with its warning where the weights are random. `asked`: the model as the
/// user named it.
EngineInfo infoOf(const ModelFile& file, const std::string& asked);

/// How the engine runs it, behind what the file tells.
Facts runFacts(const LlamaOptions& options, const ContextPlan& plan);

/// Why finished prompts are not kept although that was wanted; empty: they are, or it was not.
std::string prefixCacheWarning(const ModelFile& file, const LlamaOptions& options,
                               const ContextPlan& plan);

std::string parameterText(std::uint64_t parameters);  ///< "134 M", "8.03 B"
std::string groupedText(std::uint64_t number);        ///< "4,096"

}  // namespace sagebench
