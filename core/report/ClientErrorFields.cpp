// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/CalibrationFile.h"
#include "report/FieldValues.h"

namespace sagebench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

template <class T>
ordered_json partOrNull(const std::optional<T>& part) {
    return part ? ordered_json::parse(toJson(*part)) : ordered_json(nullptr);
}

template <class T, class Parse>
bool readPart(const json& object, const char* key, std::optional<T>& out, Parse parse) {
    if (!object.contains(key) || object[key].is_null()) {
        return true;
    }
    auto part = parse(object[key].dump(), key);
    if (part) {
        out = *std::move(part);
    }
    return part.has_value();
}

bool readKnown(const json& object, ClientError::Known& out) {
    const auto name = object.find("known");
    const auto known = name != object.end() && name->is_string()
                           ? clientErrorKnownFrom(name->get_ref<const std::string&>())
                           : std::nullopt;
    out = known.value_or(out);
    return known.has_value();
}

}  // namespace

ordered_json FieldValue<ClientError>::to(const ClientError& value) {
    return {{"known", toString(value.known)},
            {"peak_in_flight", value.strain.peakInFlight},
            {"events_per_s", value.strain.eventsPerSecond},
            {"point", partOrNull(value.point)},
            {"within_1ms", partOrNull(value.within1Ms)}};
}

bool FieldValue<ClientError>::from(const json& json, ClientError& out) {
    out = {};
    return json.is_object() && json.contains("peak_in_flight") && json.contains("events_per_s") &&
           readKnown(json, out.known) &&
           FieldValue<std::uint64_t>::from(json["peak_in_flight"], out.strain.peakInFlight) &&
           FieldValue<double>::from(json["events_per_s"], out.strain.eventsPerSecond) &&
           readPart(json, "point", out.point, parseCalibrationPoint) &&
           readPart(json, "within_1ms", out.within1Ms, parseMeasurableRate);
}

}  // namespace sagebench
