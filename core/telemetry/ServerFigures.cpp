// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/ServerFigures.h"

#include <algorithm>

#include "telemetry/PrometheusText.h"

namespace sagebench {
namespace {

using Field = std::optional<double> ServerReading::*;
using Lookup = std::optional<double> (PrometheusPage::*)(const std::string&) const;
using Readings = std::span<const ServerReading>;

struct Metric {
    std::vector<std::string> ServerMetricNames::*names;
    Field field;
    Lookup lookup;
};

using N = ServerMetricNames;
using R = ServerReading;
using P = PrometheusPage;
/// Several engines behind one page: what counts things adds up, a fraction is the mean.
const Metric kMetrics[] = {
    {&N::kvUsageFraction, &R::kvUsageFraction, &P::mean},
    {&N::kvUsedTokens, &R::kvUsedTokens, &P::sum},
    {&N::prefixHits, &R::prefixHits, &P::counter},
    {&N::prefixQueries, &R::prefixQueries, &P::counter},
    {&N::prefixMisses, &R::prefixMisses, &P::counter},
    {&N::prefixHitRate, &R::prefixHitRate, &P::mean},
    {&N::evictions, &R::evictions, &P::counter},
    {&N::preemptions, &R::preemptions, &P::counter},
    {&N::specAccepted, &R::specAccepted, &P::counter},
    {&N::specDrafted, &R::specDrafted, &P::counter},
    {&N::specAcceptRate, &R::specAcceptRate, &P::mean},
    {&N::running, &R::running, &P::sum},
    {&N::waiting, &R::waiting, &P::sum},
};

std::optional<double> increase(Readings readings, Field field) {
    // The reading at the end may have failed or been given up: the last that there is counts.
    const auto rest = readings.empty() ? readings : readings.subspan(1);
    const bool seenLater = std::any_of(
        rest.begin(), rest.end(), [&](const ServerReading& r) { return (r.*field).has_value(); });
    if (readings.empty() || !readings.front().read || !seenLater) {
        return std::nullopt;
    }
    // A labelled counter is not on the page before its first use.
    const double first = (readings.front().*field).value_or(0);
    double highest = first;
    for (const ServerReading& reading : readings) {
        const double value = (reading.*field).value_or(highest);
        if (value < highest) {
            return std::nullopt;
        }
        highest = value;
    }
    return highest - first;
}

std::optional<double> asRate(double part, double whole) {
    const double rate = whole > 0 ? part / whole : -1;
    return rate >= 0 && rate <= 1 ? std::optional(rate) : std::nullopt;
}

std::optional<double> last(Readings readings, Field field) {
    const auto it = std::find_if(readings.rbegin(), readings.rend(),
                                 [&](const ServerReading& r) { return (r.*field).has_value(); });
    return it == readings.rend() ? std::nullopt : (*it).*field;
}

std::optional<double> peak(Readings readings, Field field) {
    std::optional<double> highest;
    for (const ServerReading& reading : readings) {
        highest = std::max(highest, reading.*field);  // absent is less than any value
    }
    return highest;
}

std::optional<double> prefixHitRate(Readings readings) {
    const auto hits = increase(readings, &R::prefixHits);
    if (const auto queries = increase(readings, &R::prefixQueries); hits && queries) {
        return asRate(*hits, *queries);
    }
    if (const auto misses = increase(readings, &R::prefixMisses); hits && misses) {
        return asRate(*hits, *hits + *misses);
    }
    const auto told = last(readings, &R::prefixHitRate);
    return told ? asRate(*told, 1) : std::nullopt;
}

std::optional<double> acceptRate(Readings readings) {
    const auto accepted = increase(readings, &R::specAccepted);
    if (const auto drafted = increase(readings, &R::specDrafted); accepted && drafted) {
        return asRate(*accepted, *drafted);
    }
    const auto told = last(readings, &R::specAcceptRate);
    return told ? asRate(*told, 1) : std::nullopt;
}

std::optional<double> meanRunning(Readings readings) {
    double total = 0;
    int count = 0;
    for (std::size_t i = 1; i + 1 < readings.size(); ++i) {
        if (readings[i].running) {
            total += *readings[i].running + readings[i].waiting.value_or(0);
            ++count;
        }
    }
    return count > 0 ? std::optional(total / count) : std::nullopt;
}

}  // namespace

ServerReading readServerMetrics(std::optional<std::string_view> text,
                                const ServerMetricNames& names, Nanos at,
                                std::vector<TelemetrySample>& samples) {
    ServerReading reading;
    reading.at = at;
    reading.read = text.has_value();
    const PrometheusPage page = PrometheusPage::parse(text.value_or(std::string_view()));
    for (const Metric& metric : kMetrics) {
        for (const std::string& name : names.*metric.names) {
            if (const auto value = (page.*metric.lookup)(name)) {
                reading.*metric.field = value;
                samples.push_back({at, "server", name, *value});
                break;
            }
        }
    }
    return reading;
}

EngineFigures figuresFrom(Readings readings, const ServerMetricNames& names) {
    EngineFigures figures;
    figures.kvUsedTokens = peak(readings, &R::kvUsedTokens);
    figures.prefixHitRate = prefixHitRate(readings);
    figures.evictCount = increase(readings, &R::evictions);
    if (figures.evictCount && !names.evictUnit.empty()) {
        figures.evictUnit = names.evictUnit;
    }
    figures.preemptCount = increase(readings, &R::preemptions);
    figures.specAcceptRate = acceptRate(readings);
    figures.meanRunning = meanRunning(readings);
    return figures;
}

}  // namespace sagebench
