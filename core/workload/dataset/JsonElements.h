// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "workload/dataset/FileWindow.h"
#include "workload/dataset/RawRow.h"

namespace sagebench {

/// The objects of a JSON list, or of a file with one object after another, without reading the
/// file as a whole. Finds where an object ends; whether it is right inside is for its reader.
class JsonElements {
  public:
    explicit JsonElements(FileWindow file) : file_(std::move(file)) {}
    /// False: the list ends, or error().
    bool next(RawRow& row);
    /// After next() said false: what kept it from the list's end, and the line.
    std::optional<Error> error() const { return error_; }
    std::uint64_t line() const { return line_; }

  private:
    /// Drops what may stand before an object; false: the list or the file ends.
    bool findStart();
    /// Bytes of the object that rest() begins with; absent: the file ends within it.
    std::optional<std::size_t> findEnd();
    void dropCounted(std::size_t bytes);
    bool stop(ErrorKind kind, const char* message);

    FileWindow file_;
    std::optional<Error> error_;
    std::size_t toDrop_ = 0;
    std::uint64_t line_ = 1;
    bool began_ = false;
    bool inList_ = false;
    bool ended_ = false;
};

}  // namespace sagebench
