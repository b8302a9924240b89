// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/StagedFile.h"

#include <fmt/format.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#ifdef _WIN32
#include <io.h>
#include <process.h>
#else
#include <unistd.h>
#endif

namespace sagebench {
namespace {

namespace fs = std::filesystem;

#ifdef _WIN32
int syncToDisk(std::FILE* file) {
    return _commit(_fileno(file));
}
int processId() {
    return _getpid();
}
#else
int syncToDisk(std::FILE* file) {
    return fsync(fileno(file));
}
int processId() {
    return getpid();
}
#endif

tl::unexpected<Error> cannotWrite(const fs::path& path, const std::string& reason) {
    return fail(ErrorKind::Io, fmt::format("{}: can't be written: {}", path.string(), reason));
}

tl::unexpected<Error> cannotWrite(const fs::path& path, int error) {
    return cannotWrite(path, std::generic_category().message(error));
}

}  // namespace

StagedFile::StagedFile(fs::path path, fs::path temporary, Handle file)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(std::move(file)) {}

Result<StagedFile> StagedFile::create(const fs::path& path) {
    // A rename would replace a device, such as /dev/null, for everyone on the machine.
    std::error_code ec;
    if (fs::exists(path, ec) && !fs::is_regular_file(path, ec)) {
        return cannotWrite(path, "something that is not a file is in its place");
    }
    fs::path temporary = path;
    temporary += fmt::format(".{}.tmp", processId());
    Handle file(std::fopen(temporary.string().c_str(), "wb"));
    if (!file) {
        return cannotWrite(path, errno);
    }
    return StagedFile(path, std::move(temporary), std::move(file));
}

StagedFile::~StagedFile() {
    if (file_) {
        file_.reset();
        std::error_code ec;
        fs::remove(temporary_, ec);
    }
}

Result<void> StagedFile::append(const void* data, std::size_t bytes) {
    if (bytes != 0 && std::fwrite(data, 1, bytes, file_.get()) != bytes) {
        return cannotWrite(path_, errno);
    }
    return {};
}

Result<void> StagedFile::commit() {
    if (std::fflush(file_.get()) != 0 || syncToDisk(file_.get()) != 0) {
        return cannotWrite(path_, errno);
    }
    std::error_code ec;
    fs::rename(temporary_, path_, ec);
    if (ec) {
        return cannotWrite(path_, ec.message());
    }
    file_.reset();
    return {};
}

}  // namespace sagebench
