// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sagebench::app {

/// `word` as a POSIX shell reads it back; quoted only where it has to be.
std::string shellQuoted(std::string_view word);

/// The line that repeats a run: the arguments as given, and the seed where it was drawn.
std::string shellCommand(std::span<const std::string> arguments, std::uint64_t seed);

}  // namespace sagebench::app
