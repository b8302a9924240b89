// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/CsvText.h"
#include "report/DefinitionText.h"
#include "report/DefinitionsReport.h"
#include "report/FieldValues.h"
#include "report/JsonReport.h"
#include "report/RunJson.h"

namespace sagebench {
namespace {

using nlohmann::ordered_json;

std::vector<std::string> reasonsOf(const DefinitionRow& row, std::size_t tool,
                                   const DefinedWorkload& workload) {
    const DefinedNumber& cell = row.cells[tool];
    return cell.missing.empty()
               ? definitionReasons(row.metric, definitionOf(workload.tools[tool].tool))
               : std::vector{cell.missing};
}

ordered_json cellJson(const DefinitionRow& row, std::size_t tool, const DefinedWorkload& workload) {
    const DefinedNumber& cell = row.cells[tool];
    return {{"value", FieldValue<std::optional<double>>::to(cell.value)},
            {"bound", cell.value ? ordered_json(toString(cell.bound)) : ordered_json()},
            {"reasons", reasonsOf(row, tool, workload)}};
}

ordered_json rowJson(const DefinitionRow& row, const DefinedWorkload& workload) {
    ordered_json out{{"key", row.key}};
    for (std::size_t tool = 0; tool < row.cells.size(); ++tool) {
        out[std::string(definitionOf(workload.tools[tool].tool).id)] =
            cellJson(row, tool, workload);
    }
    return out;
}

ordered_json workloadJson(const DefinedWorkload& workload) {
    ordered_json figures = ordered_json::array();
    for (const DefinitionRow& row : definitionRows(workload)) {
        figures.push_back(rowJson(row, workload));
    }
    return {{"figures", std::move(figures)}, {"remarks", workload.remarks}};
}

}  // namespace

std::string definitionsJson(const DefinitionsView& view) {
    ordered_json tools = ordered_json::array();
    for (const BenchTool tool : view.tools) {
        tools.push_back({{"id", definitionOf(tool).id}, {"label", definitionOf(tool).label}});
    }
    ordered_json workloads = ordered_json::object();
    for (const DefinedWorkload& workload : view.workloads) {
        workloads[workload.name] = workloadJson(workload);
    }
    return prettyJson({{"definitions", std::move(tools)},
                       {"workloads", std::move(workloads)},
                       {"schema_version", kSchemaVersion}});
}

std::string definitionsCsv(const DefinitionsView& view) {
    std::string out = csv::line({"workload", "figure", "tool", "value", "bound", "reasons"});
    for (const DefinedWorkload& workload : view.workloads) {
        for (const DefinitionRow& row : definitionRows(workload)) {
            for (std::size_t tool = 0; tool < row.cells.size(); ++tool) {
                const DefinedNumber& cell = row.cells[tool];
                out +=
                    csv::line({workload.name, row.key,
                               std::string(definitionOf(workload.tools[tool].tool).id),
                               cell.value ? ordered_json(*cell.value).dump() : "",
                               cell.value ? std::string(toString(cell.bound)) : "",
                               fmt::format("{}", fmt::join(reasonsOf(row, tool, workload), "; "))});
            }
        }
    }
    return out;
}

}  // namespace sagebench
