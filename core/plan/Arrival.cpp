// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/Arrival.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/DurationText.h"

namespace sagebench {
namespace {

constexpr std::array<std::pair<ArrivalProcess, std::string_view>, 5> kProcesses{
    {{ArrivalProcess::Closed, "closed"},
     {ArrivalProcess::Constant, "constant"},
     {ArrivalProcess::Poisson, "poisson"},
     {ArrivalProcess::Gamma, "gamma"},
     {ArrivalProcess::Trace, "trace"}}};

constexpr std::array<std::pair<LoadRamp::Kind, std::string_view>, 3> kRamps{
    {{LoadRamp::Kind::Linear, "linear"},
     {LoadRamp::Kind::Exponential, "exponential"},
     {LoadRamp::Kind::Steps, "steps"}}};

tl::unexpected<Error> complain(std::string_view text) {
    return fail(ErrorKind::Usage,
                fmt::format("\"{}\" is no ramp; the forms are linear:1-32:60s (from 1 to 32 in 60 "
                            "s), exponential:1-32:60s and steps:1,2,4,8:30s (30 s each)",
                            text));
}

LoadRamp::Kind kindFrom(std::string_view name) {
    const auto* it =
        std::ranges::find(kRamps, name, [](const auto& known) { return known.second; });
    return it == kRamps.end() ? LoadRamp::Kind::None : it->first;
}

/// Levels above 0 between `at`s; empty where one is none.
std::vector<double> levelsIn(std::string_view text, char at) {
    std::vector<double> levels;
    while (true) {
        const std::size_t end = text.find(at);
        const auto level = parseDouble(text.substr(0, end));
        if (!level || *level <= 0) {
            return {};
        }
        levels.push_back(*level);
        if (end == std::string_view::npos) {
            return levels;
        }
        text.remove_prefix(end + 1);
    }
}

}  // namespace

std::string_view toString(ArrivalProcess process) {
    return std::ranges::find(kProcesses, process, [](const auto& p) { return p.first; })->second;
}

std::optional<ArrivalProcess> arrivalFrom(std::string_view name) {
    const auto* it = std::ranges::find(kProcesses, name, [](const auto& p) { return p.second; });
    return it == kProcesses.end() ? std::nullopt : std::optional(it->first);
}

Result<LoadRamp> parseRamp(std::string_view text) {
    const std::size_t first = text.find(':');
    const std::size_t last = text.rfind(':');
    if (first == std::string_view::npos || first == last) {
        return complain(text);
    }
    LoadRamp ramp;
    ramp.kind = kindFrom(text.substr(0, first));
    const bool steps = ramp.kind == LoadRamp::Kind::Steps;
    ramp.levels = levelsIn(text.substr(first + 1, last - first - 1), steps ? ',' : '-');
    const auto span = parseDuration(text.substr(last + 1));
    if (ramp.kind == LoadRamp::Kind::None || ramp.levels.empty() ||
        (!steps && ramp.levels.size() != 2) || !span || *span <= Nanos::zero()) {
        return complain(text);
    }
    ramp.span = *span;
    return ramp;
}

std::string toText(const LoadRamp& ramp) {
    if (ramp.kind == LoadRamp::Kind::None) {
        return {};
    }
    const auto name = std::ranges::find(kRamps, ramp.kind, [](const auto& k) { return k.first; });
    return fmt::format("{}:{}:{}", name->second,
                       fmt::join(ramp.levels, ramp.kind == LoadRamp::Kind::Steps ? "," : "-"),
                       durationText(ramp.span));
}

}  // namespace sagebench
