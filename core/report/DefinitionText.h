// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "report/DefinitionsView.h"

/// Figures by several definitions, as people read them.
namespace sagebench::text {

/// "12.34", "≤ 12.34" (plain: "<= 12.34"), "n/a".
std::string definedFigure(const DefinitionRow& row, std::size_t tool, bool unicode);
/// By how much a tool's figure is above ours: "+12.3 %"; empty where it is the same, or one is not
/// known.
std::string aboveOurs(const DefinitionRow& row, std::size_t tool);
/// What stands beside a row: why there is no figure, or one reason a row for the difference.
std::string whyOther(const DefinitionRow& row, std::size_t tool, const ToolDefinition& definition);
/// "TTFT: from when it was due; …" of each metric that a tool defines otherwise.
std::vector<std::string> allDifferences(const ToolDefinition& tool);
/// True where a figure is not exact.
bool hasBounds(const DefinedWorkload& workload);
/// What the signs of such figures mean.
std::string boundsLegend(bool unicode);

}  // namespace sagebench::text
