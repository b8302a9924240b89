// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Options whose text is converted by our own functions, so that every message says what was
// expected. Brings CLI11 in: for CommandLine.cpp and RunArguments.cpp only.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "OptionValue.h"

namespace sagebench::app {

/// Hands the option's text to `convert`, and its value to `assign`.
template <class Convert, class Assign>
std::function<void(const std::string&)> converter(std::string option, Convert convert,
                                                  Assign assign) {
    return [option = std::move(option), convert, assign](const std::string& text) {
        auto value = convert(text);
        if (!value) {
            throw CLI::ValidationError(option, value.error().message);
        }
        assign(*std::move(value));
    };
}

/// One option that takes one value; given twice, the last counts, so that scripts can be
/// overridden.
template <class Convert, class Assign>
CLI::Option* addValue(CLI::App& app, const std::string& names, const std::string& valueName,
                      const std::string& help, Convert convert, Assign assign) {
    const std::string name = names.substr(0, names.find(','));
    return app.add_option_function<std::string>(names, converter(name, convert, assign), help)
        ->option_text(valueName)
        ->take_last();
}

/// One option that may be given again and again.
template <class Take>
void addRepeatable(CLI::App& app, const std::string& name, const std::string& valueName,
                   const std::string& help, Take take) {
    app.add_option_function<std::vector<std::string>>(
           name,
           [take](const std::vector<std::string>& values) { std::ranges::for_each(values, take); },
           help)
        ->option_text(valueName)
        ->allow_extra_args(false);
}

inline void addFlag(CLI::App& app, const std::string& names, const std::string& help,
                    bool& target) {
    app.add_flag(names, target, help)->disable_flag_override();
}

inline void addSwitchOff(CLI::App& app, const std::string& name, const std::string& help,
                         bool& target) {
    app.add_flag_callback(
           name, [&target] { target = false; }, help)
        ->disable_flag_override();
}

/// Takes whole numbers from `min`.
inline auto countFrom(int min) {
    return [min](std::string_view text) { return wholeNumber(text, min); };
}

/// Keeps a converted value.
template <class T>
auto into(T& target) {
    return [&target](auto value) { target = std::move(value); };
}

}  // namespace sagebench::app
