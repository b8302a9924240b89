// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/ReadErrors.h"

#include <fmt/format.h>

namespace sagebench {

tl::unexpected<Error> inFile(const std::string& path, std::uint64_t line, Error error) {
    return fail(error.kind, fmt::format("{}:{}: {}", path, line, error.message));
}

Result<DatasetContent> named(const std::string& path, Result<DatasetContent> content) {
    if (!content) {
        return fail(content.error().kind, fmt::format("{}: {}", path, content.error().message));
    }
    for (std::string& warning : content->warnings) {
        warning = fmt::format("{}: {}", path, warning);
    }
    return content;
}

tl::unexpected<Error> stoppedReading(const std::string& path) {
    return fail(ErrorKind::Cancelled, fmt::format("stopped while {} was read", path));
}

}  // namespace sagebench
