// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/OpenFileLimit.h"

#include <limits>

#ifndef _WIN32
#include <sys/resource.h>
#endif

namespace sagebench {
namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

}  // namespace

#ifdef _WIN32

std::uint64_t raiseOpenFileLimit() {
    return kNoLimit;
}

#else

std::uint64_t raiseOpenFileLimit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return kNoLimit;
    }
    const rlimit raised{limit.rlim_max, limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) {
        limit = raised;
    }
    return limit.rlim_cur == RLIM_INFINITY ? kNoLimit : limit.rlim_cur;
}

#endif

}  // namespace sagebench
