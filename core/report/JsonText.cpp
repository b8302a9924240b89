// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/JsonText.h"

#include <nlohmann/json.hpp>

#include "base/JsonString.h"

namespace sagebench {

using nlohmann::json;

std::string jsonText(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

std::string jsonText(double value) {
    return json(value).dump();  // which says null for NaN and infinity
}

std::string validUtf8(std::string_view text) {
    return json::parse(jsonText(text)).get<std::string>();
}

}  // namespace sagebench
