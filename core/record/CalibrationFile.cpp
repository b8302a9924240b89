// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/CalibrationFile.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/JsonNull.h"

namespace sagebench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr int kSchemaVersion = 1;

ordered_json jsonOf(const std::optional<ErrorSpread>& e) {
    if (!e) {
        return nullptr;
    }
    return {{"count", e->count}, {"mean_ms", e->mean}, {"min_ms", e->min},       {"p50_ms", e->p50},
            {"p99_ms", e->p99},  {"max_ms", e->max},   {"p99_abs_ms", e->absP99}};
}

ordered_json jsonOf(const LatencyErrors& errors) {
    return {{"ttft", jsonOf(errors.ttft)},
            {"itl", jsonOf(errors.itl)},
            {"tpot", jsonOf(errors.tpot)},
            {"e2el", jsonOf(errors.e2el)},
            {"send_lag", jsonOf(errors.sendLag)}};
}

ordered_json jsonOf(const CalibrationPoint& point) {
    return {{"load", point.load},
            {"measured_at", point.measuredAt},
            {"peak_in_flight", point.strain.peakInFlight},
            {"events_per_s", point.strain.eventsPerSecond},
            {"errors", jsonOf(point.errors)},
            {"matched_requests", point.matched},
            {"unmatched_requests", point.unmatched},
            {"verdict", textOrNull(point.verdict)}};
}

ordered_json jsonOf(const MeasurableRate& rate) {
    return {{"events_per_s", rate.eventsPerSecond},
            {"at_least", rate.atLeast},
            {"measured_at", rate.measuredAt}};
}

template <class T>
ordered_json jsonOrNull(const std::optional<T>& value) {
    return value ? jsonOf(*value) : ordered_json(nullptr);
}

ordered_json jsonOf(const std::vector<CalibrationPoint>& points) {
    auto out = ordered_json::array();
    for (const CalibrationPoint& point : points) {
        out.push_back(jsonOf(point));
    }
    return out;
}

ordered_json jsonOf(const Environment& machine) {
    return {{"host_name", textOrNull(machine.hostName)},
            {"cpu", textOrNull(machine.cpu)},
            {"cores", orNull(machine.cores)},
            {"kernel", textOrNull(machine.kernel)},
            {"os", textOrNull(machine.os)}};
}

ordered_json jsonOf(const CalibrationEntry& entry) {
    return {{"measured_at", entry.measuredAt},  {"tool_version", entry.toolVersion},
            {"machine", jsonOf(entry.machine)}, {"shape", entry.shape},
            {"points", jsonOf(entry.points)},   {"within_1ms", jsonOrNull(entry.within1Ms)}};
}

std::string written(const ordered_json& value) {
    return value.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

// Reading: what is of a wrong type throws.

bool has(const json& object, const char* key) {
    return object.contains(key) && !object[key].is_null();
}

std::string textAt(const json& object, const char* key) {
    return has(object, key) ? object[key].get<std::string>() : std::string();
}

double numberAt(const json& object, const char* key) {
    if (!object.at(key).is_number()) {
        throw std::invalid_argument(std::string(key) + " must be a number");
    }
    return object[key].get<double>();
}

std::optional<ErrorSpread> spreadAt(const json& errors, const char* key) {
    if (!has(errors, key)) {
        return std::nullopt;
    }
    const json& e = errors[key];
    ErrorSpread out;
    out.count = e.at("count").get<std::uint64_t>();
    out.mean = numberAt(e, "mean_ms");
    out.min = numberAt(e, "min_ms");
    out.p50 = numberAt(e, "p50_ms");
    out.p99 = numberAt(e, "p99_ms");
    out.max = numberAt(e, "max_ms");
    out.absP99 = numberAt(e, "p99_abs_ms");
    return out;
}

CalibrationPoint pointFrom(const json& value) {
    CalibrationPoint out;
    out.load = value.at("load").get<std::string>();
    out.measuredAt = value.at("measured_at").get<std::int64_t>();
    out.strain = {value.at("peak_in_flight").get<std::uint64_t>(), numberAt(value, "events_per_s")};
    const json& errors = value.at("errors");
    out.errors = {spreadAt(errors, "ttft"), spreadAt(errors, "itl"), spreadAt(errors, "tpot"),
                  spreadAt(errors, "e2el"), spreadAt(errors, "send_lag")};
    out.matched = value.at("matched_requests").get<std::uint64_t>();
    out.unmatched = value.at("unmatched_requests").get<std::uint64_t>();
    out.verdict = textAt(value, "verdict");
    return out;
}

std::vector<CalibrationPoint> pointsFrom(const json& list) {
    std::vector<CalibrationPoint> out;
    for (const json& point : list) {
        out.push_back(pointFrom(point));
    }
    return out;
}

MeasurableRate rateFrom(const json& value) {
    return {numberAt(value, "events_per_s"), value.at("at_least").get<bool>(),
            value.at("measured_at").get<std::int64_t>()};
}

std::optional<MeasurableRate> rateAt(const json& object, const char* key) {
    return has(object, key) ? std::optional(rateFrom(object[key])) : std::nullopt;
}

Calibration calibrationFrom(const json& value) {
    Calibration out;
    out.points = pointsFrom(value.at("points"));
    out.within1Ms = rateAt(value, "within_1ms");
    if (has(value, "before_run")) {
        out.before = pointsFrom(value["before_run"]);
    }
    out.overTls = value.at("over_tls").get<bool>();
    return out;
}

Environment machineFrom(const json& value) {
    Environment out;
    out.hostName = textAt(value, "host_name");
    out.cpu = textAt(value, "cpu");
    out.kernel = textAt(value, "kernel");
    out.os = textAt(value, "os");
    if (has(value, "cores")) {
        out.cores = value["cores"].get<int>();
    }
    return out;
}

CalibrationEntry entryFrom(const json& value) {
    CalibrationEntry out;
    out.machine = machineFrom(value.at("machine"));
    out.toolVersion = value.at("tool_version").get<std::string>();
    out.measuredAt = value.at("measured_at").get<std::int64_t>();
    out.shape = value.at("shape").get<std::string>();
    out.points = pointsFrom(value.at("points"));
    out.within1Ms = rateAt(value, "within_1ms");
    return out;
}

std::vector<CalibrationEntry> entriesFrom(const json& value) {
    std::vector<CalibrationEntry> out;
    for (const json& entry : value.at("calibrations")) {
        out.push_back(entryFrom(entry));
    }
    return out;
}

template <class From>
auto parsed(std::string_view text, const std::string& origin, From from)
    -> Result<decltype(from(json()))> {
    try {
        return from(json::parse(text));
    } catch (const std::exception& error) {
        return fail(ErrorKind::Input, origin + ": not a calibration: " + error.what());
    }
}

}  // namespace

std::string toJson(const CalibrationPoint& point) {
    return written(jsonOf(point));
}

Result<CalibrationPoint> parseCalibrationPoint(std::string_view text, const std::string& origin) {
    return parsed(text, origin, pointFrom);
}

std::string toJson(const Environment& machine) {
    return written(jsonOf(machine));
}

std::string toJson(const MeasurableRate& rate) {
    return written(jsonOf(rate));
}

Result<MeasurableRate> parseMeasurableRate(std::string_view text, const std::string& origin) {
    return parsed(text, origin, rateFrom);
}

std::string toJson(const Calibration& calibration) {
    return written({{"points", jsonOf(calibration.points)},
                    {"within_1ms", jsonOrNull(calibration.within1Ms)},
                    {"before_run", calibration.before.empty() ? ordered_json(nullptr)
                                                              : jsonOf(calibration.before)},
                    {"over_tls", calibration.overTls}});
}

Result<Calibration> parseCalibration(std::string_view text, const std::string& origin) {
    return parsed(text, origin, calibrationFrom);
}

std::string toJson(const std::vector<CalibrationEntry>& entries) {
    auto list = ordered_json::array();
    for (const CalibrationEntry& entry : entries) {
        list.push_back(jsonOf(entry));
    }
    return written({{"calibrations", std::move(list)}, {"schema_version", kSchemaVersion}});
}

Result<std::vector<CalibrationEntry>> parseCalibrations(std::string_view text,
                                                        const std::string& origin) {
    if (isOfLaterVersion(text)) {
        return fail(
            ErrorKind::Input,
            origin + ": was written by a later version of this program; it is left as it is");
    }
    return parsed(text, origin, entriesFrom);
}

bool isOfLaterVersion(std::string_view text) {
    const json value = json::parse(text, nullptr, false);
    if (!value.is_object()) {
        return false;
    }
    const auto version = value.find("schema_version");
    return version != value.end() && version->is_number() &&
           version->get<double>() > kSchemaVersion;
}

}  // namespace sagebench
