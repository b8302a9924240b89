// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/JsonReport.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/FieldValues.h"
#include "report/Goals.h"
#include "report/MetricFields.h"
#include "report/RunJson.h"

namespace sagebench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json rowJson(const ContractRow& row) {
    return {{"metric", row.threshold.metric},
            {"op", toString(row.threshold.op)},
            {"value", row.threshold.value},
            {"required", row.threshold.required},
            {"actual", FieldValue<std::optional<double>>::to(row.actual)},
            {"verdict", toString(row.verdict)}};
}

ordered_json contractResultJson(const ContractResult& result) {
    ordered_json out = {
        {"name", result.name}, {"passed", result.passed}, {"rows", ordered_json::array()}};
    for (const ContractRow& row : result.rows) {
        out["rows"].push_back(rowJson(row));
    }
    return out;
}

ordered_json metricsObject(const WorkloadMetrics& metrics,
                           const std::optional<Contract>& contract) {
    ordered_json out;
    for (const MetricField& field : metricFields()) {
        out[field.key] = field.write(metrics);
    }
    out["contract"] = contract ? contractResultJson(evaluate(*contract, metrics)) : nullptr;
    return out;
}

/// Only what the plan asks for.
void addGoals(ordered_json& out, const RunSummary& summary) {
    if (const auto met = sloMet(summary)) {
        out["slo_met"] = *met;
    }
    if (const auto passed = contractPassed(summary)) {
        out["contract"] = {{"name", summary.run.plan.contract->name}, {"passed", *passed}};
    }
}

ordered_json overallObject(const std::vector<WorkloadMetrics>& workloads) {
    std::uint64_t total = 0, successful = 0, failed = 0;
    for (const WorkloadMetrics& m : workloads) {
        total += m.totalRequests;
        successful += m.successfulRequests;
        failed += m.failedRequests;
    }
    return {{"total_workloads", workloads.size()},
            {"total_requests", total},
            {"successful_requests", successful},
            {"failed_requests", failed}};
}

/// Figures of `/workloads/<name>`; what the file does not tell is absent.
Result<WorkloadMetrics> readMetrics(const LocatedJson& summary, const std::string& name) {
    WorkloadMetrics metrics;
    metrics.name = name;
    metrics.validity.verdict.clear();
    const std::string pointer = "/workloads/" + name;
    const json& object = summary.value()["workloads"][name];
    if (!object.is_object()) {
        return tl::unexpected(
            summary.error(pointer, fmt::format("workload \"{}\" must be an object", name)));
    }
    for (const MetricField& field : metricFields()) {
        if (object.contains(field.key) && !field.read(object[field.key], metrics)) {
            return tl::unexpected(
                summary.error(fmt::format("{}/{}", pointer, field.key),
                              fmt::format("workload \"{}\": key \"{}\" must be {} or null", name,
                                          field.key, field.expected)));
        }
    }
    return metrics;
}

/// The parsed value sorts its keys; the text knows in which order the workloads stood.
std::vector<std::string> workloadNames(std::string_view text) {
    std::vector<std::string> names;
    const auto ordered = ordered_json::parse(text);
    for (const auto& [name, metrics] : ordered["workloads"].items()) {
        names.push_back(name);
    }
    return names;
}

Result<void> checkShape(const LocatedJson& summary) {
    const json& value = summary.value();
    if (!value.is_object() || !value.contains("workloads") || !value["workloads"].is_object()) {
        return tl::unexpected(
            summary.error("",
                          "a benchmark summary was expected: an object with \"workloads\", an "
                          "object of metrics by workload name"));
    }
    const json version = value.value("schema_version", json(kSchemaVersion));
    if (!version.is_number_integer() || version.get<std::int64_t>() > kSchemaVersion) {
        return tl::unexpected(summary.error(
            "/schema_version", fmt::format("schema_version {} is not known; this version reads {}",
                                           version.dump(), kSchemaVersion)));
    }
    return {};
}

Result<void> readRunPart(const LocatedJson& summary, const std::string& origin, RunSummary& out) {
    const json run = summary.value().value("run", json());
    out.hasRun = !run.is_null();
    if (!out.hasRun) {
        return {};
    }
    auto info = readRun(summary, origin);
    if (!info) {
        return tl::unexpected(info.error());
    }
    out.run = std::move(*info);
    return {};
}

}  // namespace

std::string metricsJson(const WorkloadMetrics& metrics, const std::optional<Contract>& contract) {
    return prettyJson(metricsObject(metrics, contract));
}

std::string summaryJson(const RunSummary& summary) {
    ordered_json out;
    out["workloads"] = ordered_json::object();
    for (const WorkloadMetrics& metrics : summary.workloads) {
        out["workloads"][metrics.name] = metricsObject(metrics, summary.run.plan.contract);
    }
    out["overall"] = overallObject(summary.workloads);
    addGoals(out, summary);
    if (summary.hasRun) {
        out["run"] = runJson(summary.run);
    }
    if (summary.incomplete) {
        out["incomplete"] = true;
    }
    out["schema_version"] = kSchemaVersion;
    return prettyJson(out);
}

Result<RunSummary> parseSummary(std::string_view text, const std::string& origin) {
    const auto located = LocatedJson::parse(text, origin);
    if (!located) {
        return tl::unexpected(located.error());
    }
    if (auto shape = checkShape(*located); !shape) {
        return tl::unexpected(shape.error());
    }
    RunSummary summary;
    for (const std::string& name : workloadNames(text)) {
        auto metrics = readMetrics(*located, name);
        if (!metrics) {
            return tl::unexpected(metrics.error());
        }
        summary.workloads.push_back(std::move(*metrics));
    }
    if (auto run = readRunPart(*located, origin, summary); !run) {
        return tl::unexpected(run.error());
    }
    FieldValue<bool>::from(located->value().value("incomplete", json(false)), summary.incomplete);
    return summary;
}

}  // namespace sagebench
