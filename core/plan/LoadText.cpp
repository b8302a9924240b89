// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/LoadText.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/DurationText.h"

namespace sagebench {
namespace {

std::string amountText(const WorkloadSpec& spec) {
    const std::string count = spec.numRequests > 0            ? fmt::format("{} ", spec.numRequests)
                              : spec.duration > Nanos::zero() ? durationText(spec.duration) + " of "
                                                              : std::string();
    const char* const plural = spec.numRequests == 1 ? "" : "s";
    if (spec.turns > 1) {
        return fmt::format("{}conversation{} of {} turns", count, plural, spec.turns);
    }
    return fmt::format("{}request{}", count, plural);
}

/// A long list is told by its mean.
std::string lengthText(const TokenLengths& lengths) {
    constexpr std::size_t kReadable = 8;
    return lengths.values().size() > kReadable ? fmt::format("about {}", lengths.typical())
                                               : lengths.text();
}

std::string contentText(const WorkloadSpec& spec) {
    std::string text;
    if (spec.dataset.used()) {
        text += " of " + std::filesystem::path(spec.dataset.path).filename().string();
    }
    if (!spec.promptTokens.isUnset() && !spec.outputTokens.isUnset()) {
        return text + fmt::format(" of {} prompt and {} output tokens",
                                  lengthText(spec.promptTokens), lengthText(spec.outputTokens));
    }
    if (!spec.promptTokens.isUnset()) {
        text += fmt::format(" with {} prompt tokens", lengthText(spec.promptTokens));
    }
    if (!spec.outputTokens.isUnset()) {
        text += fmt::format(" with {} output tokens", lengthText(spec.outputTokens));
    }
    return text;
}

std::string closedText(const WorkloadSpec& spec) {
    if (spec.arrival.ramp.kind != LoadRamp::Kind::None) {
        return fmt::format("at a time: {}", toText(spec.arrival.ramp));
    }
    if (!spec.concurrency) {
        return "all at once";
    }
    return *spec.concurrency == 1 ? "one after another"
                                  : fmt::format("{} at a time", *spec.concurrency);
}

std::string openText(const WorkloadSpec& spec) {
    const ArrivalSpec& arrival = spec.arrival;
    if (arrival.process == ArrivalProcess::Trace) {
        return spec.dataset.timeScale == 1
                   ? "at the times of the trace"
                   : fmt::format("at the times of the trace × {}", spec.dataset.timeScale);
    }
    const std::string rate = arrival.ramp.kind == LoadRamp::Kind::None
                                 ? fmt::format("{}/s", arrival.rate)
                                 : fmt::format("{} a second", toText(arrival.ramp));
    const std::string burstiness = arrival.process == ArrivalProcess::Gamma
                                       ? fmt::format(", burstiness {}", arrival.burstiness)
                                       : std::string();
    std::string text = fmt::format("{} ({}{})", rate, toString(arrival.process), burstiness);
    if (arrival.burstEvery > Nanos::zero()) {
        text += fmt::format(" in bursts every {}", durationText(arrival.burstEvery));
    }
    return text;
}

std::string extrasText(const WorkloadSpec& spec) {
    std::string text;
    const auto add = [&](bool applies, const std::string& what) {
        text += applies ? ", " + what : std::string();
    };
    add(spec.arrival.maxInFlight.has_value(),
        fmt::format("at most {} in flight", spec.arrival.maxInFlight.value_or(0)));
    add(spec.duration > Nanos::zero() && spec.numRequests > 0,
        "for at most " + durationText(spec.duration));
    add(spec.thinkTime > Nanos::zero(), "think time " + durationText(spec.thinkTime));
    add(spec.prefix.count > 0, fmt::format("beginning with one of {} prefixes of {} tokens",
                                           spec.prefix.count, spec.prefix.tokens));
    add(spec.warmup > 0, fmt::format("after {} for warm-up", spec.warmup));
    add(spec.warmupTime > Nanos::zero(),
        fmt::format("after {} of warm-up", durationText(spec.warmupTime)));
    add(spec.cooldown > Nanos::zero(),
        fmt::format("before {} of cool-down", durationText(spec.cooldown)));
    add(spec.samePrompt, "all with the same prompt");
    return text;
}

}  // namespace

std::string loadText(const WorkloadSpec& spec) {
    return fmt::format("{}{}, {}{}", amountText(spec), contentText(spec),
                       spec.arrival.isOpen() ? openText(spec) : closedText(spec), extrasText(spec));
}

}  // namespace sagebench
