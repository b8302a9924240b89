// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/Result.h"

namespace sagebench {

/// Keeps other processes of this program out while it lives, by a file beside what they share,
/// which stays. On Windows it keeps nobody out.
class FileLock {
  public:
    /// Waits for its turn. Errors: Io, Input (the folder).
    static Result<FileLock> take(const std::filesystem::path& file);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

  private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace sagebench
