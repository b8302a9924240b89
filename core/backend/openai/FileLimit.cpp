// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/FileLimit.h"

#include <fmt/format.h>

#include <limits>

#include "backend/openai/OpenAiTarget.h"

#ifndef _WIN32
#include <sys/resource.h>
#endif

namespace sagebench {
namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

#ifdef _WIN32

std::uint64_t raiseFileLimit() {
    return kNoLimit;
}

#else

/// The limit that holds afterwards.
std::uint64_t raiseFileLimit() {
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

}  // namespace

Result<void> checkFileLimit(std::uint64_t limit, int connections) {
    const std::uint64_t needed = static_cast<std::uint64_t>(connections) + kOtherFiles;
    if (limit >= needed) {
        return {};
    }
    return fail(
        ErrorKind::Run,
        fmt::format("{} connections need {} open files, but the limit is {}; raise the hard "
                    "limit (ulimit -Hn, or LimitNOFILE of a service) or lower --concurrency",
                    connections, needed, limit));
}

Result<void> ensureFileLimit(int connections) {
    return checkFileLimit(raiseFileLimit(), connections);
}

}  // namespace sagebench
