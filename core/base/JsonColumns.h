// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

#include "base/Result.h"

namespace sagebench {

/// What a JSON object of long lists is read into. An error ends the reading.
class JsonColumnSink {
  public:
    enum class Want { Skip, Value, Elements };

    virtual ~JsonColumnSink() = default;
    /// How the value of a key is wanted. What is skipped is not even looked at.
    virtual Want want(std::string_view key) = 0;
    /// A wanted value, as JSON text. Of a key whose elements are wanted: it is no list.
    virtual Result<void> value(std::string_view key, std::string_view json) = 0;
    /// Some elements of a wanted list, with the commas between them, in order; at least once.
    virtual Result<void> elements(std::string_view key, std::string_view json) = 0;
    virtual Result<void> endOfObject() = 0;
};

/// Reads a file with one JSON object, or with several one after another (JSON lines), about a
/// mebibyte at a time: neither the file nor a list of it is ever held whole. Keys are taken as they
/// are written, escapes and all. Errors (Input): "file:line: …".
Result<void> readJsonColumns(const std::filesystem::path& path, JsonColumnSink& sink);

}  // namespace sagebench
