// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/Slo.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/DurationText.h"
#include "base/Suggestion.h"

namespace sagebench {
namespace {

/// In the order of the enum.
constexpr std::array<std::string_view, 9> kNames{
    "ttft", "tpot", "tbt", "itl", "icl", "e2el", "ttft_scheduled", "e2el_scheduled", "send_lag"};

bool onlyOfTheRun(SloMetric metric) {
    return metric == SloMetric::Itl || metric == SloMetric::Icl || metric == SloMetric::SendLag;
}

tl::unexpected<Error> complain(std::string_view part, std::string_view what) {
    return fail(ErrorKind::Usage,
                fmt::format("\"{}\": {} (as in ttft=200ms for each request, or p95:ttft=300ms for "
                            "the run)",
                            part, what));
}

Result<SloMetric> metricFrom(std::string_view part, std::string_view name) {
    const auto found = std::ranges::find(kNames, name);
    if (found != kNames.end()) {
        return static_cast<SloMetric>(found - kNames.begin());
    }
    const std::vector<std::string> known(kNames.begin(), kNames.end());
    const auto nearest = nearestOf(name, known);
    return complain(
        part,
        fmt::format("\"{}\" is no latency; {} {}", name, nearest ? "did you mean" : "known are",
                    nearest ? *nearest + '?' : fmt::to_string(fmt::join(kNames, ", "))));
}

/// Of "p99.9".
std::optional<double> percentileFrom(std::string_view text) {
    const auto value = text.starts_with('p') ? parseDouble(text.substr(1)) : std::nullopt;
    return value && *value > 0 && *value <= 100 ? value : std::nullopt;
}

/// A number alone could be meant as ms or as s, and one of them is always met.
Result<Nanos> limitFrom(std::string_view part, std::string_view text) {
    const Nanos limit = parseDuration(text).value_or(Nanos::zero());
    if (limit <= Nanos::zero()) {
        return complain(part, fmt::format("\"{}\" is no time above 0", text));
    }
    if (parseDouble(text)) {
        return complain(part, fmt::format("\"{0}\" needs a unit, {0}ms or {0}s", text));
    }
    return limit;
}

Result<Slo> parseOne(std::string_view part) {
    Slo slo;
    std::string_view rest = part;
    if (const auto colon = part.find(':'); colon != std::string_view::npos) {
        slo.percentile = percentileFrom(part.substr(0, colon));
        rest = part.substr(colon + 1);
        if (!slo.percentile) {
            return complain(part, fmt::format("\"{}\" is no percentile above p0 up to p100",
                                              part.substr(0, colon)));
        }
    }
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) {
        return complain(part, "a latency and its limit were expected");
    }
    const auto metric = metricFrom(part, rest.substr(0, equals));
    if (!metric) {
        return tl::unexpected(metric.error());
    }
    slo.metric = *metric;
    const auto limit = limitFrom(part, rest.substr(equals + 1));
    if (!limit) {
        return tl::unexpected(limit.error());
    }
    slo.limit = *limit;
    if (slo.perRequest() && onlyOfTheRun(slo.metric)) {
        return complain(part, fmt::format("{0} has no value for each request; give a percentile "
                                          "(p99:{0}=…)",
                                          toString(slo.metric)));
    }
    return slo;
}

bool sameLimit(const Slo& a, const Slo& b) {
    return a.metric == b.metric && a.percentile == b.percentile;
}

}  // namespace

std::string_view toString(SloMetric metric) {
    return kNames.at(static_cast<std::size_t>(metric));
}

Result<void> addSlos(std::vector<Slo>& to, std::string_view text) {
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        const std::string_view part = text.substr(from, comma - from);
        const auto slo = parseOne(part);
        if (!slo) {
            return tl::unexpected(slo.error());
        }
        if (std::ranges::any_of(to, [&](const Slo& other) { return sameLimit(*slo, other); })) {
            return complain(part, "the same limit stands twice");
        }
        to.push_back(*slo);
        from = comma + 1;
    }
    return {};
}

Result<std::vector<Slo>> parseSlos(std::string_view text) {
    std::vector<Slo> slos;
    return addSlos(slos, text).map([&] { return std::move(slos); });
}

std::string toText(const Slo& slo) {
    return fmt::format("{}{}={}", slo.percentile ? fmt::format("p{}:", *slo.percentile) : "",
                       toString(slo.metric), durationText(slo.limit));
}

}  // namespace sagebench
