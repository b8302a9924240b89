// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "metrics/ToolDefinition.h"

namespace sagebench {

/// What tools have figures of, in the order in which it is shown.
enum class DefinedMetric {
    Ttft,
    Itl,
    Tpot,
    E2el,
    Requests,
    Duration,
    RequestRate,
    OutputRate,
    TotalRate,
    Peak,
};

inline constexpr const char* kOtherDuration = "by another duration";

/// Wherein a tool's definition is another than ours, in a few words each. Empty: it is the same.
std::vector<std::string> definitionReasons(DefinedMetric metric, const ToolDefinition& tool);

}  // namespace sagebench
