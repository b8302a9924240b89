// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "Lists.h"
#include "base/JsonNull.h"
#include "plan/PlanSections.h"

namespace sagebench::app {
namespace {

using nlohmann::ordered_json;

const char* typeName(OptionType type) {
    switch (type) {
        case OptionType::Text:
            return "text";
        case OptionType::Integer:
            return "integer";
        case OptionType::Number:
            return "number";
        case OptionType::Boolean:
            return "boolean";
        case OptionType::Choice:
            return "choice";
        case OptionType::Json:
            return "json";
    }
    return "";
}

ordered_json optionJson(const OptionSpec& option) {
    ordered_json json = {{"key", option.key},
                         {"type", typeName(option.type)},
                         {"default", textOrNull(option.defaultValue)},
                         {"help", option.help}};
    if (option.type == OptionType::Choice) {
        json["choices"] = option.choices;
    }
    if (option.type == OptionType::Integer || option.type == OptionType::Number) {
        json["min"] = orNull(option.min);
        json["max"] = orNull(option.max);
    }
    return json;
}

ordered_json backendJson(const BackendDescription& backend) {
    ordered_json options = ordered_json::array();
    for (const OptionSpec& option : backend.options) {
        options.push_back(optionJson(option));
    }
    return {{"id", backend.id},
            {"title", backend.title},
            {"summary", backend.summary},
            {"uses_network", backend.usesNetwork},
            {"default_base_url", textOrNull(backend.defaultBaseUrl)},
            {"default_api_key_env", textOrNull(backend.defaultKeyEnv)},
            {"available", backend.available},
            {"how_to_get", textOrNull(backend.howToGet)},
            {"options", std::move(options)}};
}

template <class Items, class ToJson>
std::string listJson(const char* name, const Items& items, ToJson toJson) {
    ordered_json list = ordered_json::array();
    for (const auto& item : items) {
        list.push_back(toJson(item));
    }
    return ordered_json{{name, std::move(list)}}.dump(2) + "\n";
}

}  // namespace

std::string backendsJson(std::span<const BackendDescription> backends) {
    return listJson("backends", backends, backendJson);
}

std::string workloadsJson(std::span<const WorkloadSpec> workloads) {
    return listJson("workloads", workloads, workloadJson);
}

}  // namespace sagebench::app
