// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Files.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/StagedFile.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) {
    return std::generic_category().message(error);
}

}  // namespace

Result<std::string> readFile(const fs::path& path) {
    std::error_code ec;
    if (fs::is_directory(path, ec)) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: is a folder, a file was expected", path.string()));
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return fail(ErrorKind::Input, fmt::format("{}: {}", path.string(), reason(errno)));
    }
    return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<void> writeFileAtomically(const fs::path& path, std::string_view content) {
    auto file = StagedFile::create(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    if (auto written = file->append(content.data(), content.size()); !written) {
        return written;
    }
    return file->commit();
}

Result<void> ensureWritableFolder(const fs::path& folder) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (ec || !fs::is_directory(folder)) {
        return fail(ErrorKind::Input, fmt::format("{}: can't be made a folder: {}", folder.string(),
                                                  ec ? ec.message() : "a file is in its place"));
    }
    // Tried, not asked: permissions alone do not tell (read-only mounts, quotas).
    if (!StagedFile::create(folder / "probe")) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: is not writable; choose another folder with --output",
                                folder.string()));
    }
    return {};
}

}  // namespace sagebench
