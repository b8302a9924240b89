// SPDX-License-Identifier: GPL-3.0-or-later
#include "ParseErrors.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string_view>
#include <vector>

#include "base/Suggestion.h"

namespace sagebench::app {
namespace {

/// The command that the arguments chose, else the root.
const CLI::App& chosenOf(const CLI::App& root) {
    const auto commands = root.get_subcommands();
    return commands.empty() ? root : *commands.front();
}

bool isCommand(const CLI::App& app) {
    return app.get_parent() != nullptr;
}

std::vector<std::string> commandNames(const CLI::App& root) {
    std::vector<std::string> names;
    for (const CLI::App* command :
         root.get_subcommands([](const CLI::App* c) { return !c->get_group().empty(); })) {
        names.push_back(command->get_name());
    }
    return names;
}

std::vector<std::string> optionNames(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        names.push_back(option->get_name());
    }
    return names;
}

std::string didYouMean(std::string_view given, const std::vector<std::string>& known) {
    const auto near = nearestOf(given, known);
    return near ? fmt::format("; did you mean {}?", *near) : "";
}

std::string explainOption(const CLI::App& app, const std::string& given) {
    if (!isCommand(app)) {
        return fmt::format("{}: a command must come first; to measure: sagellm-benchmark run {} …",
                           given, given);
    }
    const std::string name = given.substr(0, given.find('='));
    return fmt::format("{}: no such option of '{}'{}", given, app.get_name(),
                       didYouMean(name, optionNames(app)));
}

std::string explainWord(const CLI::App& app, const std::string& given) {
    if (isCommand(app)) {
        return fmt::format("\"{}\": not expected here; '{}' takes options only", given,
                           app.get_name());
    }
    const auto commands = commandNames(app);
    return fmt::format("\"{}\": no such command; there are {}{}", given, fmt::join(commands, ", "),
                       didYouMean(given, commands));
}

std::string explainExtra(const CLI::App& root) {
    const std::string extra = root.remaining(true).front();
    return extra.starts_with('-') ? explainOption(chosenOf(root), extra)
                                  : explainWord(chosenOf(root), extra);
}

/// CLI11 counts values: "--seed: 1 required TEXT missing".
std::string explainMismatch(const std::string& text) {
    const std::string name = text.substr(0, text.find_first_of(": "));
    const bool valueOfFlag = text.find("flag override") != std::string::npos;
    return (name.starts_with('-') ? "" : "--") + name +
           (valueOfFlag ? ": takes no value" : ": a value is missing");
}

std::string explain(const CLI::App& root, const CLI::ParseError& error) {
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        return explainExtra(root);
    }
    return dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr
               ? explainMismatch(error.what())
               : error.what();
}

}  // namespace

std::string explainParseError(const CLI::App& root, const CLI::ParseError& error) {
    const CLI::App& chosen = chosenOf(root);
    return fmt::format("{}\nSee 'sagellm-benchmark {}--help'.", explain(root, error),
                       isCommand(chosen) ? chosen.get_name() + " " : "");
}

}  // namespace sagebench::app
