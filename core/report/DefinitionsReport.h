// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "report/DefinitionsView.h"
#include "report/TableReport.h"

namespace sagebench {

/// Figures side by side, and what makes the difference. Where a record has no stamps of all that a
/// tool looks at, the figure is marked: at most, at least or about this.
std::string definitionsTable(const DefinitionsView& view, const TableStyle& style);
std::string definitionsMarkdown(const DefinitionsView& view);
/// `{"workloads": {name: {"figures": […]}}, "tools": […], "schema_version"}`
std::string definitionsJson(const DefinitionsView& view);
/// One line a figure and tool.
std::string definitionsCsv(const DefinitionsView& view);

}  // namespace sagebench
