// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "backend/openai/StreamEvent.h"

namespace sagebench {

/// Reads the JSON of an event of a chat or completions stream, or of a whole answer. Keeps its
/// buffers: no allocation once they are large enough. Members of a type that is not expected are
/// left out, as null is: servers differ in what they fill in.
class StreamEventParser {
  public:
    StreamEventParser();
    ~StreamEventParser();

    /// False: not a JSON object in valid UTF-8; error() says what is wrong. Of several choices the
    /// texts are not joined: content in any of them counts, the last text is shown.
    /// `readableAfter`: bytes behind `json` that may be read, a line's end and then whatever they
    /// are; with enough of them it is not copied.
    bool parse(std::string_view json, StreamEvent& event, std::size_t readableAfter = 0);
    /// Static text.
    std::string_view error() const { return error_; }

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
    std::string_view error_;
};

}  // namespace sagebench
