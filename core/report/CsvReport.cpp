// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/CsvReport.h"

#include "report/ContractResult.h"
#include "report/FieldValues.h"
#include "report/MetricFields.h"

namespace sagebench {
namespace {

using nlohmann::ordered_json;

constexpr const char* kLineEnd = "\r\n";

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + '"';
}

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
    out += kLineEnd;
    for (const WorkloadMetrics& metrics : summary.workloads) {
        out += quoted(metrics.name);
        for (const MetricField* field : columns) {
            out += ',' + cell(cellValue(*field, metrics));
        }
        if (contract) {
            out += ',' + cell(evaluate(*contract, metrics).passed);
        }
        out += kLineEnd;
    }
    return out;
}

}  // namespace sagebench
