// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/JsonText.h"

#include <nlohmann/json.hpp>

namespace sagebench {

using nlohmann::json;

std::string jsonText(std::string_view text) {
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string jsonText(double value) {
    return json(value).dump();  // which says null for NaN and infinity
}

std::string validUtf8(std::string_view text) {
    return json::parse(jsonText(text)).get<std::string>();
}

}  // namespace sagebench
