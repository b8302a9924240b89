// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "workload/dataset/ColumnBuilder.h"

namespace sagebench {

/// "file:line: …"
tl::unexpected<Error> inFile(const std::string& path, std::uint64_t line, Error error);
/// Errors and warnings with the file's name before them.
Result<DatasetContent> named(const std::string& path, Result<DatasetContent> content);
tl::unexpected<Error> stoppedReading(const std::string& path);
/// Asks only now and then: rows are read by the million.
inline bool stopsAt(std::uint64_t row, const std::stop_token& stop) {
    return row % 65'536 == 0 && stop.stop_requested();
}

}  // namespace sagebench
