// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/DurationText.h"
#include "plan/PlanSections.h"

namespace sagebench {
namespace {

using nlohmann::ordered_json;

constexpr double kHighestRate = 1e7;
constexpr int kMany = 100'000'000;

/// A text that `parse` takes; what it complains of is the key's.
template <class T, class Parse>
void readText(ObjectReader& reader, const std::string& key, T& out, Parse parse) {
    std::string text;
    reader.text(key, text);
    if (text.empty()) {
        return;
    }
    auto value = parse(text);
    if (!value) {
        reader.complain(key, "can't be used: " + value.error().message);
        return;
    }
    out = *std::move(value);
}

/// One of a few names.
template <class T, class From>
void readName(ObjectReader& reader, const std::string& key, T& out, From from, const char* names) {
    readText(reader, key, out, [&](const std::string& text) -> Result<T> {
        const auto value = from(text);
        return value ? Result<T>(*value)
                     : fail(ErrorKind::Input, fmt::format("\"{}\" is none of {}", text, names));
    });
}

void readSeconds(ObjectReader& reader, const std::string& key, Nanos& out, Nanos longest = kWeek) {
    double seconds = toSeconds(out);
    reader.number(key, seconds, 0, toSeconds(longest));
    out = Nanos(std::llround(seconds * 1e9));
}

void readArrival(ObjectReader& reader, ArrivalSpec& out) {
    readName(reader, "arrival", out.process, arrivalFrom,
             "closed, constant, poisson, gamma, trace");
    reader.number("request_rate", out.rate, 1e-6, kHighestRate)
        .number("burstiness", out.burstiness, 1e-3, 1e3);
    readText(reader, "ramp", out.ramp, parseRamp);
    readSeconds(reader, "burst_every_s", out.burstEvery);
    int cap = 0;
    reader.integer("max_in_flight", cap, 1, kMany);
    if (cap > 0) {
        out.maxInFlight = cap;
    }
}

std::optional<TraceTimeUnit> timeUnitFrom(std::string_view name) {
    if (name == "ms") {
        return TraceTimeUnit::Milliseconds;
    }
    return name == "s" ? std::optional(TraceTimeUnit::Seconds) : std::nullopt;
}

Result<void> readDataset(const LocatedJson& located, const std::string& pointer, DatasetSpec& out) {
    ObjectReader reader(located, pointer);
    reader.required("path")
        .text("path", out.path)
        .number("time_scale", out.timeScale, 1e-6, 1e6)
        .integer("limit", out.limit, 1, kMany)
        .number("length_scale", out.lengthScale, 1e-6, 1e6)
        .integer("max_input_tokens", out.maxInputTokens, 1, kMany)
        .integer("block_tokens", out.blockTokens, 1, kMany);
    readName(reader, "format", out.format, datasetFormatFrom,
             "auto, prompts, sharegpt, mooncake, azure, burstgpt");
    readName(reader, "time_unit", out.timeUnit, timeUnitFrom, "ms, s");
    readSeconds(reader, "from_s", out.from, kTenYears);
    readSeconds(reader, "length_s", out.length, kTenYears);
    return reader.finish();
}

ordered_json datasetJson(const DatasetSpec& spec) {
    const DatasetSpec usual;
    ordered_json out;
    const auto put = [&](const char* key, bool differs, auto value) {
        if (differs) {
            out[key] = value;
        }
    };
    out["path"] = spec.path;
    put("format", spec.format != usual.format, toString(spec.format));
    put("time_scale", spec.timeScale != usual.timeScale, spec.timeScale);
    put("from_s", spec.from != usual.from, toSeconds(spec.from));
    put("length_s", spec.length != usual.length, toSeconds(spec.length));
    put("limit", spec.limit != usual.limit, spec.limit);
    put("length_scale", spec.lengthScale != usual.lengthScale, spec.lengthScale);
    put("max_input_tokens", spec.maxInputTokens != 0, spec.maxInputTokens);
    put("block_tokens", spec.blockTokens != 0, spec.blockTokens);
    put("time_unit", spec.timeUnit != usual.timeUnit,
        spec.timeUnit == TraceTimeUnit::Milliseconds ? "ms" : "s");
    return out;
}

void writeArrival(ordered_json& out, const ArrivalSpec& spec) {
    const ArrivalSpec usual;
    if (spec.process != usual.process) {
        out["arrival"] = toString(spec.process);
    }
    if (spec.rate != usual.rate) {
        out["request_rate"] = spec.rate;
    }
    if (spec.burstiness != usual.burstiness) {
        out["burstiness"] = spec.burstiness;
    }
    if (spec.ramp != usual.ramp) {
        out["ramp"] = toText(spec.ramp);
    }
    if (spec.burstEvery != usual.burstEvery) {
        out["burst_every_s"] = toSeconds(spec.burstEvery);
    }
    if (spec.maxInFlight) {
        out["max_in_flight"] = *spec.maxInFlight;
    }
}

}  // namespace

void readLengths(ObjectReader& reader, const std::string& key, TokenLengths& out) {
    if (reader.has(key) && reader.at(key).is_string()) {
        readText(reader, key, out, TokenLengths::parse);
        return;
    }
    int tokens = 0;
    reader.integer(key, tokens, 1, TokenLengths::kMax);
    if (tokens > 0) {
        out = tokens;
    }
}

ordered_json lengthsJson(const TokenLengths& lengths) {
    return lengths.isFixed() ? ordered_json(lengths.typical()) : ordered_json(lengths.text());
}

void readTraffic(const LocatedJson& located, ObjectReader& reader, WorkloadSpec& out) {
    readArrival(reader, out.arrival);
    readSeconds(reader, "think_time_s", out.thinkTime);
    readSeconds(reader, "duration_s", out.duration);
    readSeconds(reader, "warmup_s", out.warmupTime);
    readSeconds(reader, "cooldown_s", out.cooldown);
    readSeconds(reader, "grace_s", out.grace);
    reader.integer("turns", out.turns, 1, 10'000).known("dataset");
    readText(reader, "prefix", out.prefix, parsePrefix);
    if (reader.has("dataset")) {
        if (auto read = readDataset(located, reader.pointerTo("dataset"), out.dataset); !read) {
            reader.fail(read.error());
        }
    }
}

void writeTraffic(ordered_json& out, const WorkloadSpec& spec) {
    const WorkloadSpec usual;
    const auto seconds = [&](const char* key, Nanos value, Nanos normal) {
        if (value != normal) {
            out[key] = toSeconds(value);
        }
    };
    writeArrival(out, spec.arrival);
    seconds("think_time_s", spec.thinkTime, usual.thinkTime);
    seconds("duration_s", spec.duration, usual.duration);
    seconds("warmup_s", spec.warmupTime, usual.warmupTime);
    seconds("cooldown_s", spec.cooldown, usual.cooldown);
    seconds("grace_s", spec.grace, usual.grace);
    if (spec.turns != usual.turns) {
        out["turns"] = spec.turns;
    }
    if (spec.prefix != usual.prefix) {
        out["prefix"] = toText(spec.prefix);
    }
    if (spec.dataset.used()) {
        out["dataset"] = datasetJson(spec.dataset);
    }
}

}  // namespace sagebench
