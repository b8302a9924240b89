// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/CsvReport.h"

#include <fmt/format.h>

#include "metrics/HeadlineFigures.h"
#include "report/ContractResult.h"
#include "report/CsvText.h"
#include "report/FieldValues.h"
#include "report/MetricFields.h"

namespace sagebench {
namespace {

using nlohmann::ordered_json;

using csv::kLineEnd;
using csv::quoted;

std::string cell(const ordered_json& value) {
    if (value.is_null()) {
        return {};
    }
    return value.is_string() ? quoted(value.get<std::string>()) : value.dump();
}

ordered_json cellValue(const MetricField& field, const WorkloadMetrics& metrics) {
    ordered_json value = field.write(metrics);
    return value.is_object() ? value.value("verdict", ordered_json()) : value;
}

void addIntervalHeader(std::string& out) {
    for (const HeadlineFigure& figure : headlineFigures()) {
        out += fmt::format(",{0}_ci95_low,{0}_ci95_high", figure.key);
    }
}

void addIntervals(const WorkloadMetrics& metrics, std::string& out) {
    for (const HeadlineFigure& figure : headlineFigures()) {
        const auto interval = intervalOf(metrics, figure.key);
        out += interval ? ',' + cell(interval->low) + ',' + cell(interval->high) : ",,";
    }
}

}  // namespace

std::string csvReport(const RunSummary& summary) {
    std::vector<const MetricField*> columns;
    std::string out = "workload";
    for (const MetricField& field : metricFields()) {
        if (field.fitsCell()) {
            columns.push_back(&field);
            out += ',' + field.key;
        }
    }
    const auto& contract = summary.run.plan.contract;
    out += contract ? ",contract_passed" : "";
    addIntervalHeader(out);
    out += kLineEnd;
    for (const WorkloadMetrics& metrics : summary.workloads) {
        out += quoted(metrics.name);
        for (const MetricField* field : columns) {
            out += ',' + cell(cellValue(*field, metrics));
        }
        if (contract) {
            out += ',' + cell(evaluate(*contract, metrics).passed);
        }
        addIntervals(metrics, out);
        out += kLineEnd;
    }
    return out;
}

}  // namespace sagebench
