// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignReader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/LocatedJson.h"
#include "report/FieldValues.h"
#include "report/RunJson.h"

namespace sagebench {
namespace {

using nlohmann::json;
using Kind = SearchStep::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 4> kSearchEnds{{
    {"found", Kind::Found},
    {"always_met", Kind::AlwaysMet},
    {"never_met", Kind::NeverMet},
    {"given_up", Kind::GivenUp},
}};

/// Reads the keys of one object; keeps the first complaint of the whole file.
class Part {
  public:
    Part(const LocatedJson& file, std::string pointer, std::optional<Error>& error)
        : file_(file), pointer_(std::move(pointer)), error_(error) {
        const json::json_pointer at(pointer_);
        object_ = file.value().contains(at) ? &file.value().at(at) : nullptr;
        if (!object_ || !object_->is_object()) {
            complain("", "must be an object");
            object_ = nullptr;
        }
    }

    /// null and a key that is not there leave it as it is.
    template <class T>
    void read(const std::string& key, T& out) {
        if (has(key) && !FieldValue<T>::from((*object_)[key], out)) {
            complain("/" + key, fmt::format("must be {} or null", FieldValue<T>::kExpected));
        }
    }
    void read(const std::string& key, int& out) {
        std::int64_t value = out;
        read(key, value);
        out = static_cast<int>(value);
    }
    bool has(const std::string& key) const {
        return object_ && object_->contains(key) && !(*object_)[key].is_null();
    }
    std::vector<std::string> keys(const std::string& key) const {
        std::vector<std::string> names;
        if (has(key) && (*object_)[key].is_object()) {
            for (const auto& [name, value] : (*object_)[key].items()) {
                names.push_back(name);
            }
        }
        return names;
    }
    std::size_t size(const std::string& key) {
        if (!has(key) || !(*object_)[key].is_array()) {
            complain("/" + key, "must be a list");
            return 0;
        }
        return (*object_)[key].size();
    }
    Part part(const std::string& path) const { return {file_, pointer_ + '/' + path, error_}; }
    void complain(const std::string& path, std::string_view what) {
        if (!error_) {
            error_ = file_.error(pointer_ + path, fmt::format("{}{} {}", pointer_, path, what));
        }
    }

  private:
    const LocatedJson& file_;
    std::string pointer_;
    const json* object_ = nullptr;
    std::optional<Error>& error_;
};

/// As a JSON pointer has it.
std::string escaped(const std::string& name) {
    std::string out;
    for (const char c : name) {
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return out;
}

WorkloadFigures readFigures(Part part, const std::string& name) {
    WorkloadFigures out;
    out.name = name;
    for (const FigureKey& key : figureKeys()) {
        part.read(key.key, out.*(key.member));
    }
    part.read("slo_met", out.sloMet);
    part.read("saturated", out.saturated);
    part.read("validity", out.validity);
    part.read("validity_reason", out.validityReason);
    return out;
}

PointResult readPoint(Part part) {
    PointResult out;
    std::string end(toString(out.end));
    part.read("number", out.number);
    out.load = out.number;  // of a repeat, which has no load
    part.read("load", out.load);
    part.read("label", out.label);
    part.read("folder", out.folder);
    part.read("run_id", out.runId);
    part.read("seed", out.seed);
    part.read("end", end);
    part.read("met", out.met);
    part.read("reasons", out.reasons);
    part.read("duration_s", out.seconds);
    if (const auto known = pointEndFrom(end)) {
        out.end = *known;
    } else {
        part.complain("/end", "must be measured, stopped_early, interrupted or failed");
    }
    for (const std::string& name : part.keys("workloads")) {
        out.workloads.push_back(readFigures(part.part("workloads/" + escaped(name)), name));
    }
    return out;
}

SearchResult readResult(Part part) {
    SearchResult out;
    std::string end;
    std::vector<std::optional<double>> interval;
    part.read("max_request_rate_rps", out.best);
    part.read("max_concurrency", out.best);
    part.read("runs", out.runs);
    part.read("met_runs", out.metRuns);
    part.read("lowest_missed", out.missed);
    part.read("end", end);
    if (part.has("ci95")) {
        part.read("ci95", interval);
    }
    const auto* known = std::ranges::find(kSearchEnds, end, [](const auto& e) { return e.first; });
    if (known == kSearchEnds.end() ||
        (!interval.empty() && (interval.size() != 2 || !interval[0]))) {
        part.complain("", "is no result of a search");
        return out;
    }
    out.end = known->second;
    if (!interval.empty()) {
        out.ci95 = CapacityInterval{*interval[0], interval[1]};
    }
    return out;
}

}  // namespace

std::string_view searchEndName(Kind end) {
    const auto* known = std::ranges::find(kSearchEnds, end, [](const auto& e) { return e.second; });
    return known == kSearchEnds.end() ? std::string_view() : known->first;
}

Result<CampaignSummary> parseCampaign(std::string_view text, const std::string& origin) {
    const auto file = LocatedJson::parse(text, origin);
    if (!file) {
        return tl::unexpected(file.error());
    }
    CampaignSummary out;
    std::optional<Error> error;
    Part root(*file, "", error);
    const std::size_t points = root.size("points");
    for (std::size_t i = 0; i < points; ++i) {
        out.points.push_back(readPoint(root.part(fmt::format("points/{}", i))));
    }
    std::string kind;
    root.read("kind", kind);
    if (kind != "repeat" && root.has("result")) {  // that of a repeat follows from its points
        out.result = readResult(root.part("result"));
    }
    root.read("interrupted", out.interrupted);
    root.read("failure", out.failure);
    root.part("run");
    if (error) {
        return tl::unexpected(*error);
    }
    auto run = readRun(*file, origin);
    if (!run) {
        return tl::unexpected(run.error());
    }
    out.run = *std::move(run);
    return out;
}

}  // namespace sagebench
