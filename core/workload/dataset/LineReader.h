// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "workload/dataset/FileWindow.h"
#include "workload/dataset/RawRow.h"

namespace sagebench {

/// The lines of a file, without their ends (LF or CRLF); those that are blank are passed over.
class LineReader {
  public:
    explicit LineReader(FileWindow file) : file_(std::move(file)) {}
    /// False: the file ends, or error().
    bool next(RawRow& row);
    /// After next() said false: what kept it from the file's end.
    std::optional<Error> error() const;
    std::uint64_t line() const { return line_; }

  private:
    bool nextLine(RawRow& row);

    FileWindow file_;
    std::size_t toDrop_ = 0;
    std::uint64_t line_ = 0;
};

}  // namespace sagebench
