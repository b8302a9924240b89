// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace sagebench::app {

/// The line that repeats a run: the arguments as given, and the seed where it was drawn.
std::string shellCommand(std::span<const std::string> arguments, std::uint64_t seed);

}  // namespace sagebench::app
