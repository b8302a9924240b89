// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <map>
#include <string>
#include <vector>

#include "backend/BackendDescription.h"

namespace sagebench::ui {

using OptionMap = std::map<std::string, std::string>;

/// "header.*" stands for every key under "header.".
bool isList(const OptionSpec& spec);

/// What the user reads: "TTFT (ms)" of "ttft_ms", "Header" of "header.*".
QString labelOf(const OptionSpec& spec);

/// Those of `options` that belong to the option; a list's keys without its start.
OptionMap valuesOf(const OptionSpec& spec, const OptionMap& options);
/// Puts `values` in place of them.
OptionMap withValues(const OptionSpec& spec, OptionMap options, const OptionMap& values);

/// Given, and not what it is by default.
bool isChanged(const OptionSpec& spec, const OptionMap& options);

/// How many options are shown at once; the others are under "More options".
std::size_t shownAtOnce(const std::vector<OptionSpec>& options);

}  // namespace sagebench::ui
