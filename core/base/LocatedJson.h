// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/Result.h"

namespace sagebench {

/// A JSON text with the line of each of its keys, so that an error can say where.
class LocatedJson {
  public:
    /// `origin` is the file's name as messages show it. Errors (Input): not JSON, a key twice.
    static Result<LocatedJson> parse(std::string_view text, std::string origin);

    const nlohmann::json& value() const { return value_; }
    /// Line (from 1) of the key or element at a JSON pointer such as "/workloads/0/name".
    int lineOf(const std::string& pointer) const;
    /// "file:line: message"
    Error error(const std::string& pointer, std::string_view message) const;

  private:
    nlohmann::json value_;
    std::map<std::string, int> lines_;
    std::string origin_;
};

}  // namespace sagebench
