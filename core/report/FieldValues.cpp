// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/FieldValues.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <type_traits>

#include "metrics/HeadlineFigures.h"

namespace sagebench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr double kLargestWhole = 0x1p53;

bool isWhole(double value) {
    return std::floor(value) == value && std::abs(value) <= kLargestWhole;
}

constexpr std::array<std::pair<ItlBasis, std::string_view>, 3> kBases{
    {{ItlBasis::Token, "token"}, {ItlBasis::Usage, "usage"}, {ItlBasis::Chunk, "chunk"}}};

}  // namespace

bool FieldValue<std::uint64_t>::from(const json& json, std::uint64_t& out) {
    if (json.is_number_unsigned()) {
        out = json.get<std::uint64_t>();
        return true;
    }
    const double value = json.is_number() ? json.get<double>() : -1;
    out = value >= 0 && isWhole(value) ? static_cast<std::uint64_t>(value) : 0;
    return value >= 0 && isWhole(value);
}

bool FieldValue<std::int64_t>::from(const json& json, std::int64_t& out) {
    out = json.is_number_integer() ? json.get<std::int64_t>() : 0;
    return json.is_number_integer();
}

bool FieldValue<bool>::from(const json& json, bool& out) {
    out = json.is_boolean() && json.get<bool>();
    return json.is_boolean();
}

bool FieldValue<std::string>::from(const json& json, std::string& out) {
    if (json.is_string()) {
        out = json.get<std::string>();
    }
    return json.is_string();
}

ordered_json FieldValue<ItlBasis>::to(ItlBasis value) {
    return kBases[static_cast<std::size_t>(value)].second;
}

bool FieldValue<ItlBasis>::from(const json& json, ItlBasis& out) {
    const auto found = std::find_if(kBases.begin(), kBases.end(),
                                    [&](const auto& basis) { return json == basis.second; });
    if (found != kBases.end()) {
        out = found->first;
    }
    return found != kBases.end();
}

/// An empty verdict is that of a file which does not tell.
ordered_json FieldValue<Validity>::to(const Validity& value) {
    if (value.verdict.empty()) {
        return nullptr;
    }
    return {{"verdict", value.verdict}, {"reasons", value.reasons}};
}

bool FieldValue<Validity>::from(const json& json, Validity& out) {
    out = {};
    return json.is_object() && json.contains("verdict") && json.contains("reasons") &&
           FieldValue<std::string>::from(json["verdict"], out.verdict) &&
           FieldValue<std::vector<std::string>>::from(json["reasons"], out.reasons);
}

ordered_json FieldValue<ConfidenceIntervals>::to(const ConfidenceIntervals& value) {
    ordered_json out;
    for (const HeadlineFigure& figure : headlineFigures()) {
        const auto interval = value.find(figure.key);
        out[std::string(figure.key)] = interval == value.end()
                                           ? nullptr
                                           : FieldValue<ConfidenceInterval>::to(interval->second);
    }
    return out;
}

bool FieldValue<ConfidenceIntervals>::from(const json& json, ConfidenceIntervals& out) {
    out.clear();
    bool good = json.is_object();
    for (auto it = json.begin(); good && it != json.end(); ++it) {
        good = it->is_null() || FieldValue<ConfidenceInterval>::from(*it, out[it.key()]);
    }
    return good;
}

ordered_json FieldValue<ClientFigures>::to(const ClientFigures& value) {
    if (value.isEmpty()) {
        return nullptr;
    }
    auto out = ordered_json::object();
    for (const ClientFigureName& entry : clientFigureNames()) {
        out[std::string(entry.name)] = wholeNumber(value.*entry.figure);
    }
    return out;
}

bool FieldValue<ClientFigures>::from(const json& json, ClientFigures& out) {
    bool good = json.is_object();
    for (const ClientFigureName& entry : clientFigureNames()) {
        const auto found = good ? json.find(entry.name) : json.end();
        if (good && found != json.end() && !found->is_null()) {
            good = FieldValue<double>::from(*found, (out.*entry.figure).emplace());
        }
    }
    return good;
}

ordered_json FieldValue<SloResult>::to(const SloResult& value) {
    return {{"slo", toText(value.slo)},
            {"actual", FieldValue<std::optional<double>>::to(value.actual)},
            {"unit", value.slo.perRequest() ? "fraction" : "ms"},
            {"met", FieldValue<std::optional<bool>>::to(value.met)}};
}

bool FieldValue<SloResult>::from(const json& json, SloResult& out) {
    if (!json.is_object() || !json.contains("slo") || !json["slo"].is_string()) {
        return false;
    }
    const auto slos = parseSlos(json["slo"].get_ref<const std::string&>());
    if (!slos || slos->size() != 1) {
        return false;
    }
    out = {slos->front(), std::nullopt, std::nullopt};
    const auto read = [&](const char* key, auto& value) {
        using Value = std::remove_reference_t<decltype(value)>;
        return !json.contains(key) || json[key].is_null() ||
               FieldValue<Value>::from(json[key], value);
    };
    return read("actual", out.actual) && read("met", out.met);
}

ordered_json wholeNumber(const std::optional<double>& value) {
    if (value && isWhole(*value)) {
        return static_cast<std::int64_t>(*value);
    }
    return FieldValue<std::optional<double>>::to(value);
}

}  // namespace sagebench
