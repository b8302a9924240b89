// SPDX-License-Identifier: GPL-3.0-or-later
#include "ShellCommand.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/Shell.h"

namespace sagebench::app {
namespace {

bool givesSeed(const std::string& argument) {
    return argument == "--seed" || argument.starts_with("--seed=");
}

}  // namespace

std::string shellCommand(std::span<const std::string> arguments, std::uint64_t seed) {
    std::string line = "sagellm-benchmark";
    for (const std::string& argument : arguments) {
        line += ' ' + shellQuoted(argument);
    }
    if (std::ranges::none_of(arguments, givesSeed)) {
        line += fmt::format(" --seed {}", seed);
    }
    return line;
}

}  // namespace sagebench::app
