// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/Result.h"

namespace sagebench {

/// A file too large for memory, written piece by piece beside `path`; it takes its name only when
/// commit() has put everything on the disk. Without commit() nothing is left behind.
/// Errors: Io, and name the file. One thread at a time.
class StagedFile {
  public:
    static Result<StagedFile> create(const std::filesystem::path& path);

    StagedFile(StagedFile&& other) noexcept = default;
    StagedFile& operator=(StagedFile&&) = delete;
    ~StagedFile();

    Result<void> append(const void* data, std::size_t bytes);
    Result<void> commit();

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    using Handle = std::unique_ptr<std::FILE, Close>;

    StagedFile(std::filesystem::path path, std::filesystem::path temporary, Handle file);

    std::filesystem::path path_;
    std::filesystem::path temporary_;
    Handle file_;
};

}  // namespace sagebench
