// SPDX-License-Identifier: GPL-3.0-or-later
#include "ShellCommand.h"

#include <fmt/format.h>

#include <algorithm>

namespace sagebench::app {
namespace {

bool isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_./:=,@%+").find(c) != std::string_view::npos;
}

bool givesSeed(const std::string& argument) {
    return argument == "--seed" || argument.starts_with("--seed=");
}

}  // namespace

std::string shellQuoted(std::string_view word) {
    if (!word.empty() && std::ranges::all_of(word, isPlain)) {
        return std::string(word);
    }
    std::string quoted = "'";
    for (const char c : word) {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

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
