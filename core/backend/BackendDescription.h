// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"

namespace sagebench {

enum class OptionType { Text, Integer, Number, Boolean, Choice, Json };

/// One `--backend-option`, as --help, the JSON of `backends` and the window show it.
struct OptionSpec {
    std::string key;  ///< one that ends in ".*" stands for every key with that start ("header.*")
    OptionType type = OptionType::Text;
    std::string defaultValue;  ///< empty: none
    std::string help;
    std::vector<std::string> choices;  ///< of OptionType::Choice
    std::optional<double> min;
    std::optional<double> max;
};

struct BackendDescription {
    std::string id;
    std::string title;
    std::string summary;
    std::vector<OptionSpec> options;
    bool usesNetwork = false;               ///< takes --base-url and a key
    bool usesModelFile = false;             ///< --model is a file on this machine, and is needed
    std::vector<std::string> modelChoices;  ///< names that stand beside files ("synthetic:tiny")
    std::string defaultBaseUrl;             ///< empty: --base-url is needed
    std::string defaultKeyEnv;  ///< environment variable read when no key source is given
    bool available = true;
    std::string howToGet;  ///< when not available: the command that brings it
};

/// Option values by the description's rules: every key known, every value of its type and range.
class OptionValues {
  public:
    /// Errors (Usage): unknown key with the nearest known one, wrong type, out of range.
    static Result<OptionValues> resolve(const BackendDescription& description,
                                        const std::map<std::string, std::string>& given);

    /// The value given or the default. The key must be in the description.
    const std::string& text(const std::string& key) const;
    double number(const std::string& key) const;
    long long integer(const std::string& key) const;
    bool boolean(const std::string& key) const;
    /// Keys given under "header." and the like, without that start.
    std::map<std::string, std::string> under(const std::string& start) const;

  private:
    std::map<std::string, std::string> values_;
};

}  // namespace sagebench
