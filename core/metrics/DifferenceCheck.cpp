// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/DifferenceCheck.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "metrics/HeadlineFigures.h"

namespace sagebench {
namespace {

/// Two digits are as much as is known of it.
std::string roughly(double count) {
    const double power = std::pow(10, std::max(std::floor(std::log10(count)) - 1, 0.0));
    return fmt::format("{:.0f}", std::ceil(count / power) * power);
}

struct Findings {
    std::vector<WideInterval> wide;
    std::vector<std::string> unknown;
};

Findings findingsIn(const WorkloadMetrics& metrics, double difference) {
    Findings out;
    for (const HeadlineFigure& figure : headlineFigures()) {
        const auto told = figure.of(metrics);
        const auto interval = intervalOf(metrics, figure.key);
        if (told && !interval) {
            out.unknown.emplace_back(figure.label);
        } else if (told && isWider(*interval, *told, difference)) {
            out.wide.push_back({std::string(figure.label), interval->width() / *told});
        }
    }
    return out;
}

std::string wideSentence(const Findings& found, double difference, std::uint64_t requests) {
    const double widest = std::ranges::max(found.wide, {}, &WideInterval::width).width;
    const double factor = factorNeeded(widest, difference);
    return fmt::format(
        "95 % intervals are wider than the difference of {:.3g} % that is asked for: {}; about {} "
        "requests ({:.2g} times as many, or as long) would be needed",
        difference * 100, listed(found.wide), roughly(factor * static_cast<double>(requests)),
        factor);
}

std::string unknownSentence(const Findings& found) {
    return fmt::format("there are too few requests to tell a 95 % interval of {}",
                       fmt::join(found.unknown, ", "));
}

}  // namespace

bool isWider(const ConfidenceInterval& interval, double figure, double difference) {
    return figure > 0 && interval.width() > difference * figure;
}

double factorNeeded(double relativeWidth, double difference) {
    const double ratio = relativeWidth / difference;
    return ratio * ratio;
}

std::string listed(std::vector<WideInterval> wide) {
    std::ranges::stable_sort(wide, std::ranges::greater(), &WideInterval::width);
    std::vector<std::string> texts;
    for (const WideInterval& one : wide) {
        texts.push_back(fmt::format("{} ({:.2g} %)", one.label, one.width * 100));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::optional<std::string> wideIntervals(const WorkloadMetrics& metrics,
                                         std::optional<double> difference) {
    if (!difference || metrics.successfulRequests == 0) {
        return std::nullopt;
    }
    const Findings found = findingsIn(metrics, *difference);
    std::vector<std::string> sentences;
    if (!found.wide.empty()) {
        sentences.push_back(wideSentence(found, *difference, metrics.successfulRequests));
    }
    if (!found.unknown.empty()) {
        sentences.push_back(unknownSentence(found));
    }
    return sentences.empty() ? std::nullopt
                             : std::optional(fmt::format("{}", fmt::join(sentences, "; ")));
}

}  // namespace sagebench
