// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/LocatedJson.h"
#include "base/Result.h"

namespace sagebench {

/// Reads the keys of one JSON object by name and type. The first complaint is kept, with its line;
/// keys that nobody asked for are complained of by finish().
class ObjectReader {
  public:
    /// `pointer` names the object ("" is the whole). Not an object is a complaint.
    ObjectReader(const LocatedJson& located, std::string pointer);

    /// Each fills `out` where the key is there, and leaves it where it is not.
    ObjectReader& text(const std::string& key, std::string& out);
    ObjectReader& boolean(const std::string& key, bool& out);
    ObjectReader& integer(const std::string& key, int& out, int min, int max);
    ObjectReader& number(const std::string& key, double& out, double min, double max);
    /// null leaves it absent.
    ObjectReader& seed(const std::string& key, std::optional<std::uint64_t>& out);
    ObjectReader& texts(const std::string& key, std::vector<std::string>& out);
    /// Marks a key as known; for values that the caller reads by itself.
    ObjectReader& known(const std::string& key);
    ObjectReader& required(const std::string& key);

    bool has(const std::string& key) const;
    const nlohmann::json& at(const std::string& key) const;
    std::string pointerTo(const std::string& key) const { return pointer_ + '/' + key; }
    void complain(const std::string& key, std::string_view message);
    /// As complain(), with an error that says where by itself.
    void fail(Error error);
    Result<void> finish();

  private:
    const nlohmann::json* find(const std::string& key);

    const LocatedJson& located_;
    std::string pointer_;
    const nlohmann::json* object_;
    std::set<std::string> known_;
    std::optional<Error> error_;
};

}  // namespace sagebench
