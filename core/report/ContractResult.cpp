// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ContractResult.h"

#include <algorithm>

#include "report/MetricFields.h"

namespace sagebench {
namespace {

std::optional<double> figureOf(const std::string& key, const WorkloadMetrics& metrics) {
    const auto& fields = metricFields();
    const auto field = std::ranges::find(fields, key, &MetricField::key);
    if (field == fields.end()) {
        return std::nullopt;
    }
    const auto value = field->write(metrics);
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

ContractRow rowOf(const Threshold& threshold, const WorkloadMetrics& metrics) {
    ContractRow row{threshold, figureOf(threshold.metric, metrics), Verdict::Unknown};
    if (row.actual) {
        row.verdict =
            holds(*row.actual, threshold.op, threshold.value) ? Verdict::Pass : Verdict::Fail;
    }
    return row;
}

}  // namespace

std::string_view toString(Verdict verdict) {
    switch (verdict) {
        case Verdict::Pass:
            return "pass";
        case Verdict::Fail:
            return "fail";
        case Verdict::Unknown:
            break;
    }
    return "n/a";
}

ContractResult evaluate(const Contract& contract, const WorkloadMetrics& metrics) {
    ContractResult result{contract.name, false, {}};
    for (const Threshold& threshold : contract.thresholds) {
        result.rows.push_back(rowOf(threshold, metrics));
    }
    result.passed = std::ranges::all_of(result.rows, &ContractRow::passes);
    return result;
}

}  // namespace sagebench
