// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Files.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>

#ifdef _WIN32
#include <io.h>
#include <process.h>
#else
#include <unistd.h>
#endif

namespace sagebench {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }

int syncToDisk(std::FILE* file) {
#ifdef _WIN32
    return _commit(_fileno(file));
#else
    return fsync(fileno(file));
#endif
}

int processId() {
#ifdef _WIN32
    return _getpid();
#else
    return getpid();
#endif
}

bool writeAndSync(const fs::path& path, std::string_view content) {
    struct Close {
        void operator()(std::FILE* f) const { std::fclose(f); }
    };
    std::unique_ptr<std::FILE, Close> file(std::fopen(path.string().c_str(), "wb"));
    return file && std::fwrite(content.data(), 1, content.size(), file.get()) == content.size() &&
           std::fflush(file.get()) == 0 && syncToDisk(file.get()) == 0;
}

}  // namespace

Result<std::string> readFile(const fs::path& path) {
    std::error_code ec;
    if (fs::is_directory(path, ec)) {
        return fail(ErrorKind::Input, fmt::format("{}: is a folder, a file was expected", path.string()));
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return fail(ErrorKind::Input, fmt::format("{}: {}", path.string(), reason(errno)));
    }
    return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<void> writeFileAtomically(const fs::path& path, std::string_view content) {
    fs::path temporary = path;
    temporary += fmt::format(".{}.tmp", processId());
    std::error_code ec;
    if (!writeAndSync(temporary, content)) {
        const int error = errno;
        fs::remove(temporary, ec);
        return fail(ErrorKind::Io, fmt::format("{}: can't be written: {}", path.string(), reason(error)));
    }
    fs::rename(temporary, path, ec);
    if (ec) {
        return fail(ErrorKind::Io, fmt::format("{}: can't be replaced: {}", path.string(), ec.message()));
    }
    return {};
}

Result<void> ensureWritableFolder(const fs::path& folder) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (ec || !fs::is_directory(folder)) {
        return fail(ErrorKind::Input, fmt::format("{}: can't be made a folder: {}", folder.string(),
                                                  ec ? ec.message() : "a file is in its place"));
    }
    const fs::path probe = folder / fmt::format(".probe.{}.tmp", processId());
    std::ofstream out(probe);
    const bool writable = out.good();
    out.close();
    fs::remove(probe, ec);
    if (!writable) {
        return fail(ErrorKind::Input, fmt::format("{}: is not writable; choose another folder with --output",
                                                  folder.string()));
    }
    return {};
}

}  // namespace sagebench
