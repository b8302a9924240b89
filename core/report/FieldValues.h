// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// How a type of figure stands in JSON. `to` never gives a number that JSON can't hold; `from` is
/// false where the value has another type.
template <class T>
struct FieldValue;

template <>
struct FieldValue<double> {
    static constexpr const char* kExpected = "a number";
    static nlohmann::ordered_json to(double value) {
        return std::isfinite(value) ? nlohmann::ordered_json(value) : nullptr;
    }
    static bool from(const nlohmann::json& json, double& out) {
        out = json.is_number() ? json.get<double>() : 0;
        return json.is_number();
    }
};

template <>
struct FieldValue<std::uint64_t> {
    static constexpr const char* kExpected = "a whole number from 0";
    static nlohmann::ordered_json to(std::uint64_t value) { return value; }
    static bool from(const nlohmann::json& json, std::uint64_t& out);
};

template <>
struct FieldValue<std::int64_t> {
    static constexpr const char* kExpected = "a whole number";
    static nlohmann::ordered_json to(std::int64_t value) { return value; }
    static bool from(const nlohmann::json& json, std::int64_t& out);
};

template <>
struct FieldValue<bool> {
    static constexpr const char* kExpected = "true or false";
    static nlohmann::ordered_json to(bool value) { return value; }
    static bool from(const nlohmann::json& json, bool& out);
};

template <>
struct FieldValue<std::string> {
    static constexpr const char* kExpected = "a text";
    static nlohmann::ordered_json to(const std::string& value) { return value; }
    static bool from(const nlohmann::json& json, std::string& out);
};

template <>
struct FieldValue<ItlBasis> {
    static constexpr const char* kExpected = "\"token\", \"usage\" or \"chunk\"";
    static nlohmann::ordered_json to(ItlBasis value);
    static bool from(const nlohmann::json& json, ItlBasis& out);
};

template <>
struct FieldValue<Validity> {
    static constexpr const char* kExpected = "an object with \"verdict\" and \"reasons\"";
    static nlohmann::ordered_json to(const Validity& value);
    static bool from(const nlohmann::json& json, Validity& out);
};

/// Two numbers: low, high.
template <>
struct FieldValue<ConfidenceInterval> {
    static constexpr const char* kExpected = "a list of two numbers";
    static nlohmann::ordered_json to(const ConfidenceInterval& value) {
        return {FieldValue<double>::to(value.low), FieldValue<double>::to(value.high)};
    }
    static bool from(const nlohmann::json& json, ConfidenceInterval& out) {
        return json.is_array() && json.size() == 2 && FieldValue<double>::from(json[0], out.low) &&
               FieldValue<double>::from(json[1], out.high);
    }
};

/// Of every headline figure, null where it is not known.
template <>
struct FieldValue<ConfidenceIntervals> {
    static constexpr const char* kExpected = "an object of [low, high] by metric";
    static nlohmann::ordered_json to(const ConfidenceIntervals& value);
    static bool from(const nlohmann::json& json, ConfidenceIntervals& out);
};

/// An object with a key for each figure; null where nothing is known.
template <>
struct FieldValue<ClientFigures> {
    static constexpr const char* kExpected = "an object of numbers";
    static nlohmann::ordered_json to(const ClientFigures& value);
    static bool from(const nlohmann::json& json, ClientFigures& out);
};

template <>
struct FieldValue<SloResult> {
    static constexpr const char* kExpected =
        "an object with \"slo\", \"actual\", \"unit\" and \"met\"";
    static nlohmann::ordered_json to(const SloResult& value);
    static bool from(const nlohmann::json& json, SloResult& out);
};

template <>
struct FieldValue<ClientError> {
    static constexpr const char* kExpected =
        "an object with \"known\", \"peak_in_flight\", \"events_per_s\", \"point\" and "
        "\"within_1ms\"";
    static nlohmann::ordered_json to(const ClientError& value);
    static bool from(const nlohmann::json& json, ClientError& out);
};

template <class T>
struct FieldValue<std::vector<T>> {
    static constexpr const char* kExpected = "a list";
    static nlohmann::ordered_json to(const std::vector<T>& value) {
        auto out = nlohmann::ordered_json::array();
        for (const T& element : value) {
            out.push_back(FieldValue<T>::to(element));
        }
        return out;
    }
    static bool from(const nlohmann::json& json, std::vector<T>& out) {
        bool good = json.is_array();
        for (std::size_t i = 0; good && i < json.size(); ++i) {
            good = FieldValue<T>::from(json[i], out.emplace_back());
        }
        return good;
    }
};

template <class T>
struct FieldValue<std::map<std::string, T>> {
    static constexpr const char* kExpected = "an object";
    static nlohmann::ordered_json to(const std::map<std::string, T>& value) {
        auto out = nlohmann::ordered_json::object();
        for (const auto& [key, element] : value) {
            out[key] = FieldValue<T>::to(element);
        }
        return out;
    }
    static bool from(const nlohmann::json& json, std::map<std::string, T>& out) {
        bool good = json.is_object();
        for (auto it = json.begin(); good && it != json.end(); ++it) {
            good = FieldValue<T>::from(it.value(), out[it.key()]);
        }
        return good;
    }
};

template <class T>
struct FieldValue<std::optional<T>> {
    static constexpr const char* kExpected = FieldValue<T>::kExpected;
    static nlohmann::ordered_json to(const std::optional<T>& value) {
        return value ? FieldValue<T>::to(*value) : nlohmann::ordered_json(nullptr);
    }
    static bool from(const nlohmann::json& json, std::optional<T>& out) {
        return FieldValue<T>::from(json, out.emplace());
    }
};

/// A count that the engine tells as a floating-point number: written without ".0".
nlohmann::ordered_json wholeNumber(const std::optional<double>& value);

}  // namespace sagebench
