// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonString.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sagebench {
namespace {

bool isPlain(char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
    if (std::ranges::all_of(text, isPlain)) {
        out.append(1, '"').append(text).append(1, '"');
    } else {
        using nlohmann::json;
        out += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
    }
}

}  // namespace sagebench
