// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/FileLimit.h"

#include <fmt/format.h>

#include "backend/openai/OpenAiTarget.h"
#include "base/OpenFileLimit.h"

namespace sagebench {

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
    return checkFileLimit(raiseOpenFileLimit(), connections);
}

}  // namespace sagebench
