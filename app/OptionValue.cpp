// SPDX-License-Identifier: GPL-3.0-or-later
#include "OptionValue.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace sagebench::app {
namespace {

// The limits of a plan file, so that a plan that was saved can be read again.
constexpr int kLargest = 100'000'000;
constexpr double kLongestTimeoutSeconds = 7 * 24 * 3600;

template <class Number>
std::optional<Number> parseNumber(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

tl::unexpected<Error> notA(std::string_view text, std::string_view expected) {
    return fail(ErrorKind::Usage, fmt::format("\"{}\" is not {}", text, expected));
}

std::vector<std::string> splitAtCommas(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        if (comma > from) {
            parts.emplace_back(text.substr(from, comma - from));
        }
        from = comma + 1;
    }
    return parts;
}

struct Unit {
    std::string_view suffix;
    double seconds;
};
// "ms" before "s" and "m": the first suffix that fits is taken.
constexpr std::array kUnits = {Unit{"ms", 1e-3}, Unit{"s", 1}, Unit{"m", 60}, Unit{"h", 3600},
                               Unit{"d", 86400}};

Unit unitOf(std::string_view text) {
    const auto unit =
        std::ranges::find_if(kUnits, [&](const Unit& u) { return text.ends_with(u.suffix); });
    return unit == kUnits.end() ? Unit{"", 1} : *unit;
}

}  // namespace

Result<int> wholeNumber(std::string_view text, int min) {
    const auto value = parseNumber<int>(text);
    if (!value || *value < min || *value > kLargest) {
        return notA(text, fmt::format("a whole number from {} to {}", min, kLargest));
    }
    return *value;
}

Result<std::uint64_t> seedValue(std::string_view text) {
    const auto value = parseNumber<std::uint64_t>(text);
    if (!value) {
        return notA(text, "a whole number from 0 to 18446744073709551615");
    }
    return *value;
}

Result<Concurrency> concurrencyValue(std::string_view text) {
    if (text == "all") {
        return Concurrency{std::nullopt};
    }
    const auto value = wholeNumber(text, 1);
    if (!value) {
        return fail(ErrorKind::Usage,
                    fmt::format("\"{}\" is neither a whole number from 1 nor \"all\"", text));
    }
    return Concurrency{*value};
}

Result<Nanos> durationValue(std::string_view text) {
    const Unit unit = unitOf(text);
    const auto number = parseNumber<double>(text.substr(0, text.size() - unit.suffix.size()));
    const double seconds = number.value_or(0) * unit.seconds;
    if (!(seconds >= 1e-3 && seconds <= kLongestTimeoutSeconds)) {
        return notA(text, "a time from 1ms to 168h, as in 30 (seconds), 1.5s, 500ms or 10m");
    }
    return Nanos(std::llround(seconds * 1e9));
}

Result<std::pair<std::string, std::string>> keyValue(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        return notA(text, "key=value, as in ttft_ms=20");
    }
    return std::pair(std::string(text.substr(0, equals)), std::string(text.substr(equals + 1)));
}

Result<std::vector<std::string>> exportList(std::string_view text) {
    static constexpr std::array<std::string_view, 3> kKnown = {"markdown", "csv", "vllm"};
    const std::vector<std::string> given = splitAtCommas(text);
    for (const std::string& name : given) {
        if (std::ranges::find(kKnown, name) == kKnown.end()) {
            return notA(name, "one of markdown, csv, vllm");
        }
    }
    std::vector<std::string> exports;
    for (const std::string_view known : kKnown) {
        if (std::ranges::find(given, known) != given.end()) {
            exports.emplace_back(known);
        }
    }
    if (exports.empty()) {
        return notA(text, "a list of markdown, csv, vllm, as in markdown,csv");
    }
    return exports;
}

Result<ReportFormat> reportFormat(std::string_view text) {
    if (text == "table") {
        return ReportFormat::Table;
    }
    if (text == "json") {
        return ReportFormat::Json;
    }
    if (text == "markdown") {
        return ReportFormat::Markdown;
    }
    if (text == "csv") {
        return ReportFormat::Csv;
    }
    return notA(text, "one of table, json, markdown, csv");
}

std::vector<std::string> workloadSelectors(std::string_view text) {
    const bool isFile = text.ends_with(".json") || text.find('/') != std::string_view::npos;
    return isFile ? std::vector<std::string>{std::string(text)} : splitAtCommas(text);
}

Result<std::string> nonEmpty(std::string_view text) {
    if (text.empty()) {
        return fail(ErrorKind::Usage, "a value is missing (it is empty)");
    }
    return std::string(text);
}

}  // namespace sagebench::app
