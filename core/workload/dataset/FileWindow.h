// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// A file read from its beginning in large blocks, of which only the part in use is in memory.
class FileWindow {
  public:
    /// Bytes after rest() that may be read (simdjson does), and mean nothing.
    static constexpr std::size_t kPadding = 64;

    /// Errors (Input): not there, not readable, no regular file.
    static Result<FileWindow> open(const std::filesystem::path& path);

    /// What was read and not dropped yet.
    std::string_view rest() const { return {buffer_.data() + begin_, end_ - begin_}; }
    /// Where rest() begins in the file.
    std::uint64_t offset() const { return offset_; }
    void drop(std::size_t bytes);
    /// Puts another block at the end of rest(), which may move. False: the file ends here, or
    /// can't be read further (failed()).
    bool readMore();
    bool failed() const { return in_.bad(); }

  private:
    explicit FileWindow(std::ifstream in) : in_(std::move(in)) {}

    std::ifstream in_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t offset_ = 0;
};

}  // namespace sagebench
