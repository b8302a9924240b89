// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/FileLock.h"

#include <utility>

#ifndef _WIN32
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#endif

namespace sagebench {

#ifdef _WIN32

Result<FileLock> FileLock::take(const std::filesystem::path&) {
    return FileLock(-1);
}

FileLock::~FileLock() = default;

#else

namespace {

/// Signals wake those who wait.
bool waitForTurn(int descriptor) {
    int taken = 0;
    do {
        taken = ::flock(descriptor, LOCK_EX);
    } while (taken != 0 && errno == EINTR);
    return taken == 0;
}

}  // namespace

Result<FileLock> FileLock::take(const std::filesystem::path& file) {
    FileLock lock(::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
    if (lock.descriptor_ >= 0 && waitForTurn(lock.descriptor_)) {
        return lock;
    }
    const std::error_code why(errno, std::generic_category());
    return fail(ErrorKind::Io, file.string() + ": can't be locked: " + why.message());
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

#endif

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

}  // namespace sagebench
