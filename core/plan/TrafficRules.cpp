// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/TrafficRules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sagebench {
namespace {

using Problem = std::optional<std::string>;

bool hasRamp(const ArrivalSpec& arrival) {
    return arrival.ramp.kind != LoadRamp::Kind::None;
}

Problem rangeProblem(const WorkloadSpec& spec) {
    const ArrivalSpec& arrival = spec.arrival;
    constexpr double kLeastLevel = 0.001;
    constexpr double kMostLevel = 1e7;
    const auto outside = [&](double level) { return level < kLeastLevel || level > kMostLevel; };
    if (std::ranges::any_of(arrival.ramp.levels, outside) || arrival.rate > kMostLevel) {
        return fmt::format("rates and ramps go from {} to {}", kLeastLevel, kMostLevel);
    }
    if (arrival.burstiness < 1e-3 || arrival.burstiness > 1e3) {
        return "burstiness goes from 0.001 to 1000";
    }
    constexpr int kMostTurns = 10'000;
    if (spec.turns > kMostTurns) {
        return fmt::format("a conversation has at most {} turns", kMostTurns);
    }
    const double fastest = std::ranges::max(std::array{
        arrival.rate, arrival.ramp.levels.empty() ? 0.0 : std::ranges::max(arrival.ramp.levels)});
    const double seconds = toSeconds(spec.warmupTime + spec.duration + spec.cooldown);
    constexpr double kMostRequests = 1e8;
    if (arrival.isOpen() && spec.numRequests == 0 && fastest * seconds > kMostRequests) {
        return "it would send more than 100,000,000 requests; give a shorter --duration or a lower "
               "--request-rate";
    }
    return std::nullopt;
}

Problem openLoopProblem(const WorkloadSpec& spec) {
    const ArrivalSpec& arrival = spec.arrival;
    if (arrival.process == ArrivalProcess::Trace) {
        if (!spec.dataset.used()) {
            return "trace arrivals need a trace: give one with --dataset (key \"dataset\")";
        }
        return hasRamp(arrival) || arrival.rate > 0
                   ? Problem(
                         "trace arrivals have the trace's own rate; scale it with "
                         "--time-scale (key \"time_scale\")")
                   : std::nullopt;
    }
    if (!hasRamp(arrival) && arrival.rate <= 0) {
        return fmt::format(
            "{} arrivals need a rate: --request-rate or --ramp (keys "
            "\"request_rate\", \"ramp\")",
            toString(arrival.process));
    }
    if (arrival.burstiness != 1 && arrival.process != ArrivalProcess::Gamma) {
        return fmt::format("burstiness belongs to gamma arrivals, not to {}",
                           toString(arrival.process));
    }
    return std::nullopt;
}

Problem closedLoopProblem(const WorkloadSpec& spec) {
    const ArrivalSpec& arrival = spec.arrival;
    if (arrival.rate > 0 || arrival.burstEvery > Nanos::zero() || arrival.maxInFlight ||
        arrival.burstiness != 1) {
        return "a closed loop has no rate, bursts or cap of its own; choose an open --arrival (key "
               "\"arrival\")";
    }
    const auto isWhole = [](double level) { return level == std::floor(level) && level <= 1e8; };
    if (!std::ranges::all_of(arrival.ramp.levels, isWhole)) {
        return "a ramp of a closed loop goes from one whole number of requests to another";
    }
    if (!spec.concurrency && spec.numRequests == 0 && !hasRamp(arrival)) {
        return "all requests at once need their number: --num-requests (key \"num_requests\")";
    }
    return std::nullopt;
}

Problem endProblem(const WorkloadSpec& spec) {
    if (spec.numRequests == 0 && spec.duration == Nanos::zero() && !spec.dataset.used()) {
        return "it would never end: give --num-requests or --duration (keys \"num_requests\", "
               "\"duration_s\")";
    }
    if (spec.duration == Nanos::zero() && spec.cooldown > Nanos::zero()) {
        return "a cool-down follows a duration; give --duration (key \"duration_s\")";
    }
    if (spec.duration == Nanos::zero() && spec.warmupTime > Nanos::zero() &&
        !spec.arrival.isOpen()) {
        return "a closed loop's warm-up by time needs --duration (key \"duration_s\"); or warm up "
               "with a number of requests";
    }
    return std::nullopt;
}

Problem contentProblem(const WorkloadSpec& spec) {
    if (!spec.dataset.used() && (spec.promptTokens.isUnset() || spec.outputTokens.isUnset())) {
        return "it says no token lengths: --input-tokens and --output-tokens (keys "
               "\"prompt_tokens\", \"output_tokens\")";
    }
    if (spec.prefix.count > 0 && spec.dataset.used()) {
        return "a shared prefix is for synthetic prompts; a data set has its own";
    }
    if (spec.prefix.count > 0 && spec.prefix.tokens >= spec.promptTokens.most()) {
        return fmt::format(
            "a shared prefix of {} tokens leaves nothing of prompts that have at "
            "most {}",
            spec.prefix.tokens, spec.promptTokens.most());
    }
    if (spec.arrival.isOpen() && spec.turns == 1 && spec.thinkTime > Nanos::zero()) {
        return "think time is for closed loops and conversations: open arrivals go by the clock";
    }
    if (spec.samePrompt && (spec.turns > 1 || spec.dataset.used())) {
        return "same_prompt goes with neither turns nor a data set";
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> trafficProblem(const WorkloadSpec& spec) {
    const auto arrival = spec.arrival.isOpen() ? openLoopProblem : closedLoopProblem;
    for (const auto& check : {arrival, rangeProblem, endProblem, contentProblem}) {
        if (auto problem = check(spec)) {
            return problem;
        }
    }
    return std::nullopt;
}

}  // namespace sagebench
