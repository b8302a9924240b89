// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/CampaignSpec.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/DurationText.h"

namespace sagebench {
namespace {

constexpr std::array<std::pair<std::string_view, LoadAxis>, 5> kAxes{{
    {"concurrency", LoadAxis::Concurrency},
    {"rate", LoadAxis::Rate},
    {"input-tokens", LoadAxis::InputTokens},
    {"output-tokens", LoadAxis::OutputTokens},
    {"prompt-tokens", LoadAxis::InputTokens},
}};
constexpr std::string_view kForms =
    "concurrency=1,2,4,8, rate=1:32:x2 (1, 2, 4 … 32) or rate=10:50:+10; the axes are "
    "concurrency, rate, input-tokens and output-tokens";

tl::unexpected<Error> complain(std::string_view text, std::string_view what) {
    return fail(ErrorKind::Usage, fmt::format("\"{}\": {}; the forms are {}", text, what, kForms));
}

/// Without what adding and multiplying left behind the digits that were meant.
double rounded(double value) {
    return parseDouble(fmt::format("{:.12g}", value)).value_or(value);
}

struct Range {
    double from, to, step;
    bool factor;  ///< multiplied by step, else step is added
};

/// "FROM:TO:xFACTOR" or "FROM:TO:+STEP".
std::optional<Range> rangeFrom(std::string_view text) {
    const std::size_t first = text.find(':');
    const std::size_t second = text.find(':', first + 1);
    if (second == std::string_view::npos || second + 2 > text.size()) {
        return std::nullopt;
    }
    const char kind = text[second + 1];
    const auto from = parseDouble(text.substr(0, first));
    const auto to = parseDouble(text.substr(first + 1, second - first - 1));
    const auto step = parseDouble(text.substr(second + 2));
    if (!from || !to || !step || *from <= 0 || *to < *from || (kind != 'x' && kind != '+')) {
        return std::nullopt;
    }
    const bool grows = kind == 'x' ? *step > 1 : *step > 0;
    return grows ? std::optional(Range{*from, *to, *step, kind == 'x'}) : std::nullopt;
}

/// One more than the most, where there are more.
std::vector<double> valuesOf(const Range& range) {
    std::vector<double> values;
    double next = range.from;
    while (next <= range.to * (1 + 1e-9) && values.size() <= kMostPoints) {
        values.push_back(rounded(next));
        const auto count = static_cast<double>(values.size());
        next = range.factor ? range.from * std::pow(range.step, count)
                            : range.from + range.step * count;
    }
    return values;
}

std::optional<std::vector<double>> valuesFrom(std::string_view text) {
    if (text.find(':') != std::string_view::npos) {
        const auto range = rangeFrom(text);
        return range ? std::optional(valuesOf(*range)) : std::nullopt;
    }
    std::vector<double> values;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find(',', from), text.size());
        const auto value = parseDouble(text.substr(from, end - from));
        if (!value) {
            return std::nullopt;
        }
        values.push_back(*value);
        from = end + 1;
    }
    return values;
}

}  // namespace

std::string_view toString(LoadAxis axis) {
    return std::ranges::find(kAxes, axis, [](const auto& entry) { return entry.second; })->first;
}

std::optional<LoadAxis> loadAxisFrom(std::string_view name) {
    const auto* found =
        std::ranges::find(kAxes, name, [](const auto& entry) { return entry.first; });
    return found == kAxes.end() ? std::nullopt : std::optional(found->second);
}

Result<void> checkSweep(const SweepSpec& sweep) {
    const auto wrong = [](std::string what) { return fail(ErrorKind::Usage, std::move(what)); };
    if (sweep.values.empty() || sweep.values.size() > kMostPoints) {
        return wrong(fmt::format("a sweep has 1 to {} values", kMostPoints));
    }
    for (std::size_t i = 0; i < sweep.values.size(); ++i) {
        const double value = sweep.values[i];
        if (!(value > 0 && value <= kMostLoad)) {
            return wrong(
                fmt::format("{}: a value must be above 0 and at most {}", value, kMostLoad));
        }
        if (sweep.axis != LoadAxis::Rate && value != std::floor(value)) {
            return wrong(fmt::format("{}: {} takes whole numbers", value, toString(sweep.axis)));
        }
        if (std::find(sweep.values.begin(), sweep.values.begin() + static_cast<std::ptrdiff_t>(i),
                      value) != sweep.values.begin() + static_cast<std::ptrdiff_t>(i)) {
            return wrong(fmt::format("{} stands twice", value));
        }
    }
    return {};
}

Result<SweepSpec> parseSweep(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
        return complain(text, "is no sweep");
    }
    const auto axis = loadAxisFrom(text.substr(0, equals));
    if (!axis) {
        return complain(text, fmt::format("\"{}\" is no axis", text.substr(0, equals)));
    }
    auto values = valuesFrom(text.substr(equals + 1));
    if (!values) {
        return complain(text, fmt::format("\"{}\" are no values", text.substr(equals + 1)));
    }
    SweepSpec sweep{*axis, *std::move(values)};
    const auto good = checkSweep(sweep);
    return good ? Result<SweepSpec>(std::move(sweep)) : complain(text, good.error().message);
}

std::string toText(const SweepSpec& sweep) {
    return fmt::format("{}={}", toString(sweep.axis), fmt::join(sweep.values, ","));
}

Result<void> checkSearch(const SearchSpec& search) {
    const auto wrong = [](std::string what) { return fail(ErrorKind::Usage, std::move(what)); };
    const bool whole = search.axis == LoadAxis::Concurrency;
    if (search.axis != LoadAxis::Rate && !whole) {
        return wrong(
            fmt::format("a search is for rate or concurrency, not for {}", toString(search.axis)));
    }
    for (const double bound : {search.from, search.to.value_or(search.from)}) {
        if (!(bound > 0 && bound <= kMostLoad) || (whole && bound != std::floor(bound))) {
            return wrong(fmt::format("{}: bounds of the search are {} above 0 and at most {}",
                                     bound, whole ? "whole numbers" : "numbers", kMostLoad));
        }
    }
    if (search.to && *search.to < search.from) {
        return wrong(
            fmt::format("the search ends at {}, below its start at {}", *search.to, search.from));
    }
    if (!(search.precision >= kFinestPrecision && search.precision <= 0.5)) {
        return wrong(fmt::format("{}: the precision must be from {} to 0.5 (0.1 % to 50 %)",
                                 search.precision, kFinestPrecision));
    }
    if (search.confirm < 1 || search.confirm > kMostConfirmations) {
        return wrong(
            fmt::format("{}: 1 to {} runs confirm a load", search.confirm, kMostConfirmations));
    }
    return {};
}

}  // namespace sagebench
