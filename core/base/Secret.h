// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

namespace sagebench {

/// A key. It has no conversion to text but reveal(), so that it can't slip into a log or a file.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}
    bool empty() const { return value_.empty(); }
    const std::string& reveal() const { return value_; }
    /// `text` with every occurrence of the key, or of its start where it was cut, replaced by
    /// "***".
    std::string redact(std::string text) const;

  private:
    std::string value_;
};

}  // namespace sagebench
