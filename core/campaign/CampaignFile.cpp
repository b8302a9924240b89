// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignFile.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/Files.h"
#include "campaign/CampaignReader.h"
#include "campaign/RunSpread.h"
#include "report/FieldValues.h"
#include "report/RunJson.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

template <class T>
ordered_json valueOf(const T& value) {
    return FieldValue<T>::to(value);
}

ordered_json figuresJson(const WorkloadFigures& figures) {
    ordered_json out;
    for (const FigureKey& key : figureKeys()) {
        out[key.key] = valueOf(figures.*(key.member));
    }
    out["slo_met"] = valueOf(figures.sloMet);
    out["saturated"] = valueOf(figures.saturated);
    out["validity"] = valueOf(figures.validity);
    out["validity_reason"] = valueOf(figures.validityReason);
    return out;
}

ordered_json pointJson(const PointResult& point) {
    ordered_json out{{"number", point.number},     {"load", point.load},
                     {"label", point.label},       {"folder", point.folder},
                     {"run_id", point.runId},      {"seed", point.seed},
                     {"end", toString(point.end)}, {"met", valueOf(point.met)},
                     {"reasons", point.reasons},   {"duration_s", valueOf(point.seconds)}};
    out["workloads"] = ordered_json::object();
    for (const WorkloadFigures& figures : point.workloads) {
        out["workloads"][figures.name] = figuresJson(figures);
    }
    return out;
}

ordered_json resultJson(const SearchResult& result, LoadAxis axis) {
    ordered_json out;
    out[axis == LoadAxis::Rate ? "max_request_rate_rps" : "max_concurrency"] = valueOf(result.best);
    out["ci95"] = result.ci95 ? ordered_json{valueOf(std::optional(result.ci95->low)),
                                             valueOf(result.ci95->high)}
                              : ordered_json(nullptr);
    out["runs"] = result.runs;
    out["end"] = searchEndName(result.end);
    out["met_runs"] = result.metRuns;
    out["lowest_missed"] = valueOf(result.missed);
    return out;
}

ordered_json intervalJson(const ConfidenceInterval& interval) {
    return {valueOf(interval.low), valueOf(interval.high)};
}

ordered_json spreadJson(const FigureSpread& spread) {
    return {{"runs", spread.runs},
            {"mean", valueOf(spread.mean)},
            {"std", valueOf(spread.std)},
            {"cv", valueOf(spread.cv)},
            {"min", valueOf(spread.min)},
            {"max", valueOf(spread.max)},
            {"ci95", intervalJson(spread.ci95)}};
}

/// null: fewer than two runs to compare.
ordered_json repeatJson(const CampaignSummary& summary) {
    ordered_json out;
    for (const WorkloadSpread& workload : spreadBetween(summary)) {
        auto& figures = out["workloads"][workload.name] = ordered_json::object();
        for (const HeadlineSpread& one : workload.figures) {
            figures[std::string(one.figure.key)] = spreadJson(one.spread);
        }
    }
    if (!out.is_null()) {
        out["warnings"] = spreadWarnings(summary);
    }
    return out;
}

ordered_json resultOf(const CampaignSummary& summary) {
    return summary.isRepeat() ? repeatJson(summary)
           : summary.result   ? resultJson(*summary.result, *summary.axis())
                              : ordered_json(nullptr);
}

std::string_view kindOf(const CampaignSummary& summary) {
    return summary.isRepeat() ? "repeat" : summary.isSearch() ? "search" : "sweep";
}

ordered_json kneeJson(const CampaignSummary& summary) {
    auto out = ordered_json::object();
    for (const auto& [workload, number] : kneesOf(summary)) {
        out[workload] = number;
    }
    return out;
}

}  // namespace

std::string campaignJson(const CampaignSummary& summary) {
    const auto axis = summary.axis();
    ordered_json out{{"kind", kindOf(summary)},
                     {"axis", axis ? ordered_json(toString(*axis)) : ordered_json(nullptr)}};
    out["points"] = ordered_json::array();
    for (const PointResult& point : summary.points) {
        out["points"].push_back(pointJson(point));
        if (!axis) {
            out["points"].back()["load"] = nullptr;
        }
    }
    out["result"] = resultOf(summary);
    out["knee"] = kneeJson(summary);
    out["interrupted"] = summary.interrupted;
    out["failure"] = valueOf(summary.failure);
    out["run"] = runJson(summary.run);
    out["schema_version"] = 1;
    return prettyJson(out);
}

std::optional<fs::path> campaignFileAt(const fs::path& input) {
    std::error_code error;
    const fs::path file = fs::is_directory(input, error) ? input / kCampaignName : input;
    return file.filename() == kCampaignName && fs::is_regular_file(file, error)
               ? std::optional(file)
               : std::nullopt;
}

Result<CampaignSummary> readCampaignFile(const fs::path& file) {
    const auto text = readFile(file);
    return text ? parseCampaign(*text, file.string()) : tl::unexpected(text.error());
}

}  // namespace sagebench
