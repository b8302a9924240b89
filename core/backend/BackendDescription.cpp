// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/BackendDescription.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

namespace sagebench {
namespace {

/// Levenshtein's.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

bool isPrefix(const OptionSpec& spec) {
    return spec.key.ends_with(".*");
}

/// "header." of "header.*"
std::string_view startOf(const OptionSpec& spec) {
    return std::string_view(spec.key).substr(0, spec.key.size() - 1);
}

bool covers(const OptionSpec& spec, std::string_view key) {
    return isPrefix(spec) ? key.size() > startOf(spec).size() && key.starts_with(startOf(spec))
                          : key == spec.key;
}

std::size_t distance(const OptionSpec& spec, std::string_view key) {
    const auto dot = key.find('.');
    if (isPrefix(spec) && dot != std::string_view::npos) {
        return editDistance(startOf(spec), key.substr(0, dot + 1));
    }
    return editDistance(spec.key, key);
}

const OptionSpec* find(const BackendDescription& description, std::string_view key) {
    const auto& options = description.options;
    const auto it = std::find_if(options.begin(), options.end(),
                                 [&](const OptionSpec& spec) { return covers(spec, key); });
    return it == options.end() ? nullptr : &*it;
}

Error unknownKey(const BackendDescription& description, std::string_view key) {
    const auto& options = description.options;
    if (options.empty()) {
        return {ErrorKind::Usage,
                fmt::format("{} has no option \"{}\": it has none at all", description.id, key)};
    }
    const auto nearest = std::min_element(options.begin(), options.end(),
                                          [&](const OptionSpec& a, const OptionSpec& b) {
                                              return distance(a, key) < distance(b, key);
                                          });
    return {ErrorKind::Usage, fmt::format("{} has no option \"{}\"; the nearest is \"{}\"",
                                          description.id, key, nearest->key)};
}

template <class T>
std::optional<T> parse(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional<T>(value) : std::nullopt;
}

std::optional<bool> parseBoolean(std::string_view text) {
    if (text == "true" || text == "1" || text == "on") {
        return true;
    }
    if (text == "false" || text == "0" || text == "off") {
        return false;
    }
    return std::nullopt;
}

std::string rangeOf(const OptionSpec& spec) {
    if (spec.min && spec.max) {
        return fmt::format("{} to {}", *spec.min, *spec.max);
    }
    return spec.min ? fmt::format("at least {}", *spec.min) : fmt::format("at most {}", *spec.max);
}

/// What is wrong with the value, empty when nothing is.
std::string complaintOfNumber(const OptionSpec& spec, std::optional<double> value,
                              std::string_view kind) {
    if (!value || !std::isfinite(*value)) {
        return fmt::format("must be {}", kind);
    }
    const bool inside = *value >= spec.min.value_or(-std::numeric_limits<double>::infinity()) &&
                        *value <= spec.max.value_or(std::numeric_limits<double>::infinity());
    return inside ? "" : fmt::format("must be {}", rangeOf(spec));
}

std::string complaintOf(const OptionSpec& spec, const std::string& value) {
    switch (spec.type) {
        case OptionType::Text:
            return "";
        case OptionType::Integer:
            return complaintOfNumber(spec, parse<long long>(value), "a whole number");
        case OptionType::Number:
            return complaintOfNumber(spec, parse<double>(value), "a number");
        case OptionType::Boolean:
            return parseBoolean(value) ? "" : "must be true or false (or 1, 0, on, off)";
        case OptionType::Choice:
            return std::count(spec.choices.begin(), spec.choices.end(), value) > 0
                       ? ""
                       : fmt::format("must be one of {}", fmt::join(spec.choices, ", "));
        case OptionType::Json:
            return nlohmann::json::accept(value) ? ""
                                                 : "must be JSON (a text stands in double quotes)";
    }
    return "";
}

std::string canonical(const OptionSpec& spec, const std::string& value) {
    if (spec.type == OptionType::Boolean) {
        return *parseBoolean(value) ? "true" : "false";
    }
    return value;
}

}  // namespace

Result<OptionValues> OptionValues::resolve(const BackendDescription& description,
                                           const std::map<std::string, std::string>& given) {
    OptionValues resolved;
    for (const OptionSpec& spec : description.options) {
        if (!isPrefix(spec)) {
            resolved.values_[spec.key] = spec.defaultValue;
        }
    }
    for (const auto& [key, value] : given) {
        const OptionSpec* spec = find(description, key);
        if (!spec) {
            return tl::unexpected(unknownKey(description, key));
        }
        if (const std::string complaint = complaintOf(*spec, value); !complaint.empty()) {
            return fail(ErrorKind::Usage, fmt::format("option {} of {} {}, but is \"{}\"", key,
                                                      description.id, complaint, value));
        }
        resolved.values_[key] = canonical(*spec, value);
    }
    return resolved;
}

const std::string& OptionValues::text(const std::string& key) const {
    return values_.at(key);
}

double OptionValues::number(const std::string& key) const {
    return parse<double>(text(key)).value_or(0);
}

long long OptionValues::integer(const std::string& key) const {
    return parse<long long>(text(key)).value_or(0);
}

bool OptionValues::boolean(const std::string& key) const {
    return text(key) == "true";
}

std::map<std::string, std::string> OptionValues::under(const std::string& start) const {
    std::map<std::string, std::string> found;
    for (auto it = values_.lower_bound(start); it != values_.end() && it->first.starts_with(start);
         ++it) {
        found.emplace(it->first.substr(start.size()), it->second);
    }
    return found;
}

}  // namespace sagebench
