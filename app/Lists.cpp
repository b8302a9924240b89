// SPDX-License-Identifier: GPL-3.0-or-later
#include "Lists.h"

#include <fmt/format.h>

#include <algorithm>

#include "HelpTexts.h"

namespace sagebench::app {
namespace {

std::string rangeText(const OptionSpec& option) {
    if (option.min && option.max) {
        return fmt::format(" {} to {}", *option.min, *option.max);
    }
    if (option.min) {
        return fmt::format(" from {}", *option.min);
    }
    return option.max ? fmt::format(" up to {}", *option.max) : std::string();
}

std::string typeText(const OptionSpec& option) {
    switch (option.type) {
        case OptionType::Text:
            return "text";
        case OptionType::Integer:
            return "whole number" + rangeText(option);
        case OptionType::Number:
            return "number" + rangeText(option);
        case OptionType::Boolean:
            return "true or false";
        case OptionType::Choice:
            return fmt::format("{}", fmt::join(option.choices, ", "));
        case OptionType::Json:
            return "JSON";
    }
    return {};
}

std::string optionText(const OptionSpec& option, int width) {
    const std::string start =
        option.defaultValue.empty() ? option.key : option.key + "=" + option.defaultValue;
    return fmt::format("    {}\n{}\n", start,
                       wrapped(fmt::format("{} ({})", option.help, typeText(option)), 8,
                               static_cast<std::size_t>(width)));
}

std::string serverText(const BackendDescription& backend) {
    if (!backend.usesNetwork) {
        return {};
    }
    std::string text = "  address: " + (backend.defaultBaseUrl.empty() ? "--base-url is needed"
                                                                       : backend.defaultBaseUrl);
    text += backend.defaultKeyEnv.empty() ? "" : "; key: $" + backend.defaultKeyEnv;
    return text + "\n";
}

std::string backendText(const BackendDescription& backend, int width) {
    std::string text = fmt::format("{}: {}\n", backend.id, backend.title);
    text += backend.summary.empty()
                ? ""
                : wrapped(backend.summary, 2, static_cast<std::size_t>(width)) + "\n";
    text += backend.available
                ? ""
                : fmt::format("  not built into this program; get it with: {}\n", backend.howToGet);
    text += serverText(backend);
    text += backend.options.empty()
                ? ""
                : "  options (--backend-option KEY=VALUE), with their defaults:\n";
    for (const OptionSpec& option : backend.options) {
        text += optionText(option, width);
    }
    return text;
}

/// A distribution by its mean: its text may be long.
std::string lengthText(const TokenLengths& lengths) {
    return lengths.isFixed() ? lengths.text() : fmt::format("~{}", lengths.typical());
}

std::string concurrencyText(const WorkloadSpec& spec) {
    if (spec.arrival.isOpen()) {
        return fmt::format("{}/s", spec.arrival.rate);
    }
    return spec.concurrency ? fmt::to_string(*spec.concurrency) : "all";
}

}  // namespace

std::string backendsText(std::span<const BackendDescription> backends, int width) {
    std::string text;
    for (const BackendDescription& backend : backends) {
        text += (text.empty() ? "" : "\n") + backendText(backend, std::min(width, 100));
    }
    return text;
}

std::string workloadsText(std::span<const WorkloadSpec> workloads,
                          std::span<const WorkloadAlias> aliases) {
    std::string text = fmt::format("{:<14}{:>14}{:>15}{:>10}{:>13}{:>9}\n", "name", "prompt tokens",
                                   "output tokens", "requests", "concurrency", "warm-up");
    for (const WorkloadSpec& w : workloads) {
        text +=
            fmt::format("{:<14}{:>14}{:>15}{:>10}{:>13}{:>9}\n", w.name, lengthText(w.promptTokens),
                        lengthText(w.outputTokens), w.numRequests, concurrencyText(w), w.warmup);
    }
    text += "\nother names:\n";
    for (const WorkloadAlias& alias : aliases) {
        text += fmt::format("  {:<8}{}\n", alias.name, fmt::join(alias.workloads, ", "));
    }
    return text +
           "\nA file of your own: run --workload FILE.json; 'workloads --json' shows its form.\n";
}

}  // namespace sagebench::app
