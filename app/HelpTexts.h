// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "backend/BackendDescription.h"

namespace sagebench::app {

/// Examples below the options of each `--help`.
std::string_view generalExamples();
std::string_view runExamples();
std::string_view guiExamples();
std::string_view reportExamples();
std::string_view backendsExamples();
std::string_view workloadsExamples();
std::string_view makeModelExamples();
std::string_view calibrateExamples();

/// The backends and their options with defaults, one paragraph each, as `run --help` shows them.
std::string backendSection(std::span<const BackendDescription> backends);

/// Breaks `text` at spaces into lines of at most `width`, each begun with `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace sagebench::app
