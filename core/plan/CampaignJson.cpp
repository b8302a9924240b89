// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/ObjectReader.h"
#include "plan/PlanSections.h"

namespace sagebench {
namespace {

void readSweep(ObjectReader& reader, std::optional<SweepSpec>& out) {
    if (!reader.has("sweep")) {
        return;
    }
    std::string text;
    reader.text("sweep", text);
    auto sweep = parseSweep(text);
    if (sweep) {
        out = *std::move(sweep);
    } else {
        reader.complain("sweep", sweep.error().message);
    }
}

void readAxis(ObjectReader& reader, LoadAxis& out) {
    std::string name(toString(out));
    reader.text("of", name);
    const auto axis = loadAxisFrom(name);
    if (axis == LoadAxis::Rate || axis == LoadAxis::Concurrency) {
        out = *axis;
    } else {
        reader.complain("of", "must be \"rate\" or \"concurrency\"");
    }
}

Result<void> readSearchObject(const LocatedJson& located, SearchSpec& out) {
    ObjectReader reader(located, "/search");
    readAxis(reader, out.axis);
    double to = 0;
    reader.number("from", out.from, 0, kMostLoad)
        .number("to", to, 0, kMostLoad)
        .number("precision", out.precision, 0, 1)
        .integer("confirm", out.confirm, 0, 1000);
    if (reader.has("to")) {
        out.to = to;
    }
    return reader.finish();
}

void readSearch(const LocatedJson& located, ObjectReader& reader, std::optional<SearchSpec>& out) {
    if (!reader.has("search")) {
        return;
    }
    SearchSpec search;
    if (const auto done = readSearchObject(located, search); !done) {
        reader.fail(done.error());
    } else if (const auto good = checkSearch(search); !good) {
        reader.complain("search", good.error().message);
    } else {
        out = search;
    }
}

void readDifference(ObjectReader& reader, std::optional<double>& out) {
    double difference = 0;
    reader.number("difference", difference, kFinestDifference, 1);
    if (reader.has("difference")) {
        out = difference;
    }
}

}  // namespace

void readCampaign(const LocatedJson& located, ObjectReader& reader, RunPlan& out) {
    reader.known("sweep").known("search").integer("repeat", out.repeat, 1, kMostRepeats);
    readDifference(reader, out.difference);
    readSweep(reader, out.sweep);
    readSearch(located, reader, out.search);
}

void writeCampaign(nlohmann::ordered_json& out, const RunPlan& plan) {
    if (plan.sweep) {
        out["sweep"] = toText(*plan.sweep);
    }
    if (plan.repeat != 1) {
        out["repeat"] = plan.repeat;
    }
    if (plan.difference) {
        out["difference"] = *plan.difference;
    }
    if (!plan.search) {
        return;
    }
    const SearchSpec& search = *plan.search;
    auto& json = out["search"];
    json["of"] = toString(search.axis);
    json["from"] = search.from;
    if (search.to) {
        json["to"] = *search.to;
    }
    json["precision"] = search.precision;
    json["confirm"] = search.confirm;
}

}  // namespace sagebench
