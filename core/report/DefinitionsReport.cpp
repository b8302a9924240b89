// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/DefinitionsReport.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/BoxTable.h"
#include "report/DefinitionText.h"
#include "report/MarkdownText.h"
#include "report/PlainText.h"

namespace sagebench {
namespace {

using Rows = std::vector<DefinitionRow>;

const ToolDefinition& toolOf(const DefinedWorkload& workload, std::size_t tool) {
    return definitionOf(workload.tools.at(tool).tool);
}

template <class CellOf>
BoxColumn boxColumn(std::string_view title, const Rows& rows, CellOf cellOf) {
    BoxColumn out{std::string(title), {}};
    for (const DefinitionRow& row : rows) {
        out.cells.push_back({cellOf(row)});
    }
    return out;
}

/// With one other tool, the differences stand beside its figures.
bool isPair(const DefinedWorkload& workload) {
    return workload.tools.size() == 2;
}

std::vector<BoxColumn> boxColumns(const DefinedWorkload& workload, const Rows& rows, bool unicode) {
    std::vector<BoxColumn> out;
    for (std::size_t tool = 0; tool < workload.tools.size(); ++tool) {
        out.push_back(boxColumn(toolOf(workload, tool).label, rows, [&](const DefinitionRow& row) {
            return text::definedFigure(row, tool, unicode);
        }));
    }
    if (isPair(workload)) {
        out.push_back(boxColumn("To ours", rows,
                                [](const DefinitionRow& row) { return text::aboveOurs(row, 1); }));
        out.push_back(boxColumn("What differs", rows, [&](const DefinitionRow& row) {
            return text::whyOther(row, 1, toolOf(workload, 1));
        }));
        out.back().left = true;
    }
    return out;
}

/// What can't stand beside the figures, once for all workloads.
std::vector<std::string> commonRemarks(const DefinitionsView& view, bool unicode) {
    std::vector<std::string> out;
    for (const BenchTool tool : view.tools) {
        const ToolDefinition& definition = definitionOf(tool);
        if (view.tools.size() > 2) {
            for (const std::string& difference : text::allDifferences(definition)) {
                out.push_back(fmt::format("{}: {}", definition.label, difference));
            }
        }
    }
    if (std::ranges::any_of(view.workloads, text::hasBounds)) {
        out.push_back(text::boundsLegend(unicode));
    }
    return out;
}

std::string wrappedRemarks(const std::vector<std::string>& remarks, const TableStyle& style) {
    std::string out;
    const auto width = static_cast<std::size_t>(std::max(style.width, 20));
    for (const std::string& remark : remarks) {
        const auto lines = text::wrapped(text::printable(remark), width - 2);
        out += fmt::format("{}\n", fmt::join(lines, "\n  "));
    }
    return out;
}

std::string markdownRemarks(std::vector<std::string> remarks) {
    for (std::string& remark : remarks) {
        remark = markdown::plain(remark);
    }
    return remarks.empty() ? "" : '\n' + markdown::bullets(remarks);
}

std::string markdownWhy(const DefinedWorkload& workload, const DefinitionRow& row) {
    return markdown::plain(text::whyOther(row, 1, toolOf(workload, 1)));
}

std::string markdownTable(const DefinedWorkload& workload) {
    std::vector<std::string> header{"Figure"};
    for (const ToolFigures& figures : workload.tools) {
        header.emplace_back(definitionOf(figures.tool).label);
    }
    if (isPair(workload)) {
        header.insert(header.end(), {"To ours", "What differs"});
    }
    markdown::Table table(header);
    if (isPair(workload)) {
        table.setLastLeft();
    }
    for (const DefinitionRow& row : definitionRows(workload)) {
        std::vector<std::string> cells{row.label};
        for (std::size_t tool = 0; tool < row.cells.size(); ++tool) {
            cells.push_back(text::definedFigure(row, tool, true));
        }
        if (isPair(workload)) {
            cells.insert(cells.end(), {text::aboveOurs(row, 1), markdownWhy(workload, row)});
        }
        table.row(std::move(cells));
    }
    return table.toString();
}

}  // namespace

std::string definitionsTable(const DefinitionsView& view, const TableStyle& style) {
    std::string out;
    for (const DefinedWorkload& workload : view.workloads) {
        const Rows rows = definitionRows(workload);
        out += toned(text::printable(workload.name), Tone::Bold, style) + '\n';
        out +=
            boxTables(boxColumn("Figure", rows, [](const DefinitionRow& row) { return row.label; }),
                      boxColumns(workload, rows, style.unicode), style);
        out += wrappedRemarks(workload.remarks, style);
    }
    return out + wrappedRemarks(commonRemarks(view, style.unicode), style);
}

std::string definitionsMarkdown(const DefinitionsView& view) {
    std::string out = "# Figures by other definitions\n";
    for (const DefinedWorkload& workload : view.workloads) {
        out += "\n## " + markdown::plain(workload.name) + "\n\n" + markdownTable(workload);
        out += markdownRemarks(workload.remarks);
    }
    return out + markdownRemarks(commonRemarks(view, true));
}

}  // namespace sagebench
