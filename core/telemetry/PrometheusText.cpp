// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/PrometheusText.h"

#include <charconv>
#include <cmath>

namespace sagebench {
namespace {

constexpr std::string_view kTotal = "_total";

std::string_view nextWord(std::string_view& rest) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    const auto word = rest.substr(0, rest.find_first_of(" \t"));
    rest.remove_prefix(word.size());
    return word;
}

/// Position after the '}' of a label set; values may hold '}' and escaped quotes.
std::size_t endOfLabels(std::string_view line) {
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quoted && line[i] == '\\') {
            ++i;
        } else if (line[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && line[i] == '}') {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

std::optional<double> finiteNumber(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = ec == std::errc() && end == text.data() + text.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::string withoutTotal(std::string name) {
    if (name.ends_with(kTotal)) {
        name.resize(name.size() - kTotal.size());
    }
    return name;
}

}  // namespace

PrometheusPage PrometheusPage::parse(std::string_view text) {
    PrometheusPage page;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.starts_with('#')) {
            page.readDeclaration(line.substr(1));
        } else {
            page.readSample(line);
        }
    }
    return page;
}

void PrometheusPage::readDeclaration(std::string_view line) {
    if (nextWord(line) == "TYPE") {
        const auto name = nextWord(line);
        types_.emplace(name, nextWord(line));
    }
}

void PrometheusPage::readSample(std::string_view line) {
    const auto name = line.substr(0, line.find_first_of("{ \t"));
    std::string_view rest = line.substr(name.size());
    if (rest.starts_with('{')) {
        const auto end = endOfLabels(rest);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
    }
    if (const auto value = finiteNumber(nextWord(rest)); value && !name.empty()) {
        Series& series = series_[std::string(name)];
        series.sum += *value;
        ++series.count;
    }
}

bool PrometheusPage::isDeclared(const std::string& name, std::string_view type) const {
    const auto it = types_.find(name);
    return it != types_.end() && it->second == type;
}

std::optional<double> PrometheusPage::sum(const std::string& name) const {
    const auto it = series_.find(name);
    return it == series_.end() ? std::nullopt : std::optional(it->second.sum);
}

std::optional<double> PrometheusPage::mean(const std::string& name) const {
    const auto it = series_.find(name);
    return it == series_.end() ? std::nullopt : std::optional(it->second.sum / it->second.count);
}

std::optional<double> PrometheusPage::counter(const std::string& name) const {
    const std::string bare = withoutTotal(name);
    const std::string total = bare + std::string(kTotal);
    for (const std::string& form : {total, bare}) {
        if (const auto value = sum(form); value && !isDeclared(form, "gauge")) {
            return value;
        }
    }
    const bool declared = isDeclared(total, "counter") || isDeclared(bare, "counter");
    return declared ? std::optional(0.0) : std::nullopt;
}

}  // namespace sagebench
