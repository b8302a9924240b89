// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/Result.h"

namespace sagebench {

/// The whole file. Errors (Input): not there, not readable, a folder.
Result<std::string> readFile(const std::filesystem::path& path);

/// Temporary file beside `path`, fsync, rename: a reader sees the old content or the new. Errors:
/// Io.
Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// Makes the folder and its parents and tries that it can be written to. Errors: Input.
Result<void> ensureWritableFolder(const std::filesystem::path& folder);

}  // namespace sagebench
