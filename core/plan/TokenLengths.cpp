// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/TokenLengths.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "base/DurationText.h"

namespace sagebench {
namespace {

constexpr std::string_view kForms =
    "a number from 1, uniform:64-512, normal:MEAN,STD[,MIN-MAX], lognormal:MEAN,STD[,MIN-MAX], "
    "list:64,128,1024 or quantiles:1,90,210,4096";

tl::unexpected<Error> complain(std::string_view text) {
    return fail(ErrorKind::Usage,
                fmt::format("\"{}\" is no token length; the forms are {}", text, kForms));
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

std::optional<int> length(std::string_view text) {
    const auto value = parseInt(text);
    return value && *value >= 1 && *value <= TokenLengths::kMax ? value : std::nullopt;
}

struct Bounds {
    int min;
    int max;
};
std::optional<Bounds> bounds(std::string_view text) {
    const auto parts = split(text, '-');
    if (parts.size() != 2) {
        return std::nullopt;
    }
    const auto min = length(parts[0]);
    const auto max = length(parts[1]);
    return min && max && *min <= *max ? std::optional(Bounds{*min, *max}) : std::nullopt;
}

std::optional<std::vector<int>> lengths(std::string_view text) {
    std::vector<int> values;
    for (const std::string_view part : split(text, ',')) {
        const auto value = length(part);
        if (!value) {
            return std::nullopt;
        }
        values.push_back(*value);
    }
    return values;
}

struct Bell {
    double mean;
    double std;
    Bounds bounds{1, TokenLengths::kMax};
};
/// "MEAN,STD[,MIN-MAX]"; the mean within the bounds, so that most draws are.
std::optional<Bell> bell(std::string_view text) {
    const auto parts = split(text, ',');
    if (parts.size() < 2 || parts.size() > 3) {
        return std::nullopt;
    }
    const auto mean = parseDouble(parts[0]);
    const auto std = parseDouble(parts[1]);
    const auto limits = parts.size() == 3 ? bounds(parts[2]) : Bounds{1, TokenLengths::kMax};
    if (!mean || !std || !limits || *mean < limits->min || *mean > limits->max || *std < 0) {
        return std::nullopt;
    }
    return Bell{*mean, *std, *limits};
}

std::string bellText(std::string_view name, const TokenLengths& l) {
    const bool bounded = l.least() != 1 || l.most() != TokenLengths::kMax;
    return fmt::format("{}:{},{}{}", name, l.mean(), l.std(),
                       bounded ? fmt::format(",{}-{}", l.least(), l.most()) : "");
}

}  // namespace

TokenLengths TokenLengths::uniform(int min, int max) {
    TokenLengths lengths;
    lengths.kind_ = Kind::Uniform;
    lengths.min_ = min;
    lengths.max_ = max;
    return lengths;
}

TokenLengths TokenLengths::normal(double mean, double std, int min, int max) {
    TokenLengths lengths = uniform(min, max);
    lengths.kind_ = Kind::Normal;
    lengths.mean_ = mean;
    lengths.std_ = std;
    return lengths;
}

TokenLengths TokenLengths::logNormal(double mean, double std, int min, int max) {
    TokenLengths lengths = normal(mean, std, min, max);
    lengths.kind_ = Kind::LogNormal;
    return lengths;
}

TokenLengths TokenLengths::list(std::vector<int> values) {
    const auto [least, most] = std::ranges::minmax_element(values);
    TokenLengths lengths = uniform(*least, *most);
    lengths.kind_ = Kind::List;
    lengths.values_ = std::move(values);
    return lengths;
}

TokenLengths TokenLengths::quantiles(std::vector<int> values) {
    TokenLengths lengths = list(std::move(values));
    lengths.kind_ = Kind::Quantiles;
    return lengths;
}

Result<TokenLengths> TokenLengths::parse(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    const std::string_view rest =
        colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (colon == std::string_view::npos) {
        const auto fixed = length(text);
        return fixed ? Result<TokenLengths>(*fixed) : complain(text);
    }
    if (name == "uniform") {
        const auto limits = bounds(rest);
        return limits ? Result<TokenLengths>(uniform(limits->min, limits->max)) : complain(text);
    }
    if (name == "normal" || name == "lognormal") {
        const auto given = bell(rest);
        if (!given) {
            return complain(text);
        }
        const auto make = name == "normal" ? normal : logNormal;
        return make(given->mean, given->std, given->bounds.min, given->bounds.max);
    }
    auto values = name == "list" || name == "quantiles" ? lengths(rest) : std::nullopt;
    if (!values ||
        (name == "quantiles" && (values->size() < 2 || !std::ranges::is_sorted(*values)))) {
        return complain(text);
    }
    return name == "list" ? list(*std::move(values)) : quantiles(*std::move(values));
}

int TokenLengths::typical() const {
    switch (kind_) {
        case Kind::Fixed:
            return min_;
        case Kind::Uniform:
            return min_ + (max_ - min_) / 2;
        case Kind::Normal:
        case Kind::LogNormal:
            return static_cast<int>(std::lround(mean_));
        case Kind::List:
            return static_cast<int>(
                std::lround(std::accumulate(values_.begin(), values_.end(), 0.0) /
                            static_cast<double>(values_.size())));
        case Kind::Quantiles: {
            const double sum = std::accumulate(values_.begin(), values_.end(), 0.0);
            const double ends = values_.front() + values_.back();
            return static_cast<int>(
                std::lround((sum - ends / 2) / static_cast<double>(values_.size() - 1)));
        }
    }
    return min_;
}

std::string TokenLengths::text() const {
    switch (kind_) {
        case Kind::Fixed:
            return fmt::to_string(min_);
        case Kind::Uniform:
            return fmt::format("uniform:{}-{}", min_, max_);
        case Kind::Normal:
            return bellText("normal", *this);
        case Kind::LogNormal:
            return bellText("lognormal", *this);
        case Kind::List:
            return fmt::format("list:{}", fmt::join(values_, ","));
        case Kind::Quantiles:
            return fmt::format("quantiles:{}", fmt::join(values_, ","));
    }
    return {};
}

}  // namespace sagebench
