// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/Suggestion.h"
#include "plan/MetricKeys.h"
#include "plan/PlanSections.h"

namespace sagebench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array kComparisons{Comparison::Less, Comparison::LessOrEqual, Comparison::Greater,
                                  Comparison::GreaterOrEqual};

void checkMetric(ObjectReader& reader, const std::string& metric) {
    const std::vector<std::string>& known = numericMetricKeys();
    if (!reader.has("metric") || std::ranges::binary_search(known, metric)) {
        return;
    }
    const auto nearest = nearestOf(metric, known);
    reader.complain(
        "metric",
        fmt::format("has \"{}\", which is no numeric key of <workload>_metrics.json{}", metric,
                    nearest ? fmt::format("; did you mean {}?", *nearest)
                            : ", such as avg_ttft_ms or error_rate"));
}

void readComparison(ObjectReader& reader, Comparison& out) {
    std::string text;
    reader.text("op", text);
    const auto found =
        std::ranges::find(kComparisons, text, [](Comparison op) { return toString(op); });
    if (found != kComparisons.end()) {
        out = *found;
    } else if (reader.has("op")) {
        reader.complain("op", fmt::format("must be <, <=, > or >=, not \"{}\"", text));
    }
}

Result<Threshold> readThreshold(const LocatedJson& located, const std::string& pointer) {
    constexpr double kLargest = std::numeric_limits<double>::max();
    Threshold out;
    ObjectReader reader(located, pointer);
    reader.required("metric").required("op").required("value");
    reader.text("metric", out.metric)
        .number("value", out.value, -kLargest, kLargest)
        .boolean("required", out.required);
    readComparison(reader, out.op);
    checkMetric(reader, out.metric);
    return reader.finish().map([&] { return out; });
}

Result<std::vector<Threshold>> readThresholds(const LocatedJson& located,
                                              const std::string& pointer) {
    const json& list = located.value().at(json::json_pointer(pointer));
    if (!list.is_array() || list.empty()) {
        return tl::unexpected(located.error(pointer,
                                            "key \"thresholds\" must be a list with at least one "
                                            "{\"metric\", \"op\", \"value\"}"));
    }
    std::vector<Threshold> out;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto threshold = readThreshold(located, fmt::format("{}/{}", pointer, i));
        if (!threshold) {
            return tl::unexpected(threshold.error());
        }
        out.push_back(*threshold);
    }
    return out;
}

ordered_json thresholdJson(const Threshold& threshold) {
    ordered_json out = {
        {"metric", threshold.metric}, {"op", toString(threshold.op)}, {"value", threshold.value}};
    if (!threshold.required) {
        out["required"] = false;
    }
    return out;
}

}  // namespace

Result<Contract> readContract(const LocatedJson& located, const std::string& pointer) {
    Contract out;
    ObjectReader reader(located, pointer);
    reader.required("name").required("thresholds");
    reader.text("name", out.name).known("thresholds");
    if (reader.has("name") && out.name.empty()) {
        reader.complain("name", "must be a text that is not empty");
    }
    if (auto done = reader.finish(); !done) {
        return tl::unexpected(done.error());
    }
    auto thresholds = readThresholds(located, pointer + "/thresholds");
    if (!thresholds) {
        return tl::unexpected(thresholds.error());
    }
    out.thresholds = *std::move(thresholds);
    return out;
}

Result<Contract> parseContract(std::string_view text, const std::string& origin) {
    const auto located = LocatedJson::parse(text, origin);
    return located ? readContract(*located, "") : tl::unexpected(located.error());
}

ordered_json contractJson(const Contract& contract) {
    if (std::ranges::find(builtinContracts(), contract) != builtinContracts().end()) {
        return contract.name;
    }
    ordered_json out = {{"name", contract.name}, {"thresholds", ordered_json::array()}};
    for (const Threshold& threshold : contract.thresholds) {
        out["thresholds"].push_back(thresholdJson(threshold));
    }
    return out;
}

}  // namespace sagebench
