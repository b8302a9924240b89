// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/InFlight.h"

#include <algorithm>

namespace sagebench {
namespace {

void clipTo(TimeSpan window, std::vector<TimeSpan>& spans) {
    for (TimeSpan& span : spans) {
        span = {std::max(span.from, window.from), std::min(span.to, window.to)};
    }
    std::erase_if(spans, [](const TimeSpan& span) { return span.to <= span.from; });
}

double totalLength(const std::vector<TimeSpan>& spans) {
    double sum = 0;
    for (const TimeSpan& span : spans) {
        sum += static_cast<double>((span.to - span.from).count());
    }
    return sum;
}

std::vector<Nanos> sorted(const std::vector<TimeSpan>& spans, Nanos TimeSpan::*edge) {
    std::vector<Nanos> times;
    times.reserve(spans.size());
    for (const TimeSpan& span : spans) {
        times.push_back(span.*edge);
    }
    std::sort(times.begin(), times.end());
    return times;
}

std::uint64_t peakOf(const std::vector<TimeSpan>& spans) {
    const std::vector<Nanos> starts = sorted(spans, &TimeSpan::from);
    const std::vector<Nanos> ends = sorted(spans, &TimeSpan::to);
    std::size_t ended = 0;
    std::size_t peak = 0;
    for (std::size_t started = 0; started < starts.size(); ++started) {
        while (ends[ended] <= starts[started]) {
            ++ended;
        }
        peak = std::max(peak, started + 1 - ended);
    }
    return peak;
}

}  // namespace

std::optional<InFlight> inFlightOver(std::vector<TimeSpan> spans, TimeSpan window) {
    if (window.to <= window.from) {
        return std::nullopt;
    }
    clipTo(window, spans);
    const auto length = static_cast<double>((window.to - window.from).count());
    return InFlight{totalLength(spans) / length, peakOf(spans)};
}

}  // namespace sagebench
