// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/PlanSections.h"

#include <nlohmann/json.hpp>

namespace sagebench {

using nlohmann::ordered_json;

void readLengths(ObjectReader& reader, const std::string& key, TokenLengths& out) {
    reader.known(key);
    if (!reader.has(key)) {
        return;
    }
    const auto& value = reader.at(key);
    if (!value.is_string()) {
        int tokens = 0;
        reader.integer(key, tokens, 1, TokenLengths::kMax);
        out = tokens;
        return;
    }
    auto lengths = TokenLengths::parse(value.get<std::string>());
    if (!lengths) {
        reader.complain(key, lengths.error().message);
        return;
    }
    out = *std::move(lengths);
}

ordered_json lengthsJson(const TokenLengths& lengths) {
    return lengths.isFixed() ? ordered_json(lengths.typical()) : ordered_json(lengths.text());
}

void readTraffic(const LocatedJson&, ObjectReader&, WorkloadSpec&) {}

void writeTraffic(ordered_json&, const WorkloadSpec&) {}

}  // namespace sagebench
