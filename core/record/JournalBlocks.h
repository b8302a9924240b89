// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/Result.h"

namespace sagebench {

/// Whole lines of a file.
struct LineBlock {
    std::string text;
    int firstLine = 1;  ///< its number in the file, from 1

    /// Calls `visit` for each line that is not empty. An error is told with the line's number:
    /// "number: message".
    Result<void> forEachLine(const std::function<Result<void>(std::string_view)>& visit) const;
};

/// Reads a file of lines, about a mebibyte at a time.
class LineBlocks {
  public:
    /// `mayBeCut`: a last line without its newline is left out. Errors: Input.
    static Result<LineBlocks> open(const std::filesystem::path& path, bool mayBeCut);
    /// Nothing: the file is at its end.
    std::optional<LineBlock> next();
    bool atEnd() const { return done_; }

  private:
    LineBlocks(std::ifstream in, bool mayBeCut) : in_(std::move(in)), mayBeCut_(mayBeCut) {}

    std::ifstream in_;
    bool mayBeCut_;
    bool done_ = false;
    int line_ = 1;
    std::string rest_;  ///< the beginning of a line
};

}  // namespace sagebench
