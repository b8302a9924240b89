// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace sagebench::app {

/// What was wrong with the arguments that `root` failed on, the nearest thing that there is, and
/// the help that tells more.
std::string explainParseError(const CLI::App& root, const CLI::ParseError& error);

}  // namespace sagebench::app
