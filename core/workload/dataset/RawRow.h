// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace sagebench {

/// Where a row's text is in its file.
struct RowPlace {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
};

/// A row as it stands in the file. FileWindow::kPadding bytes after the text may be read.
struct RawRow {
    std::string_view text;  ///< until the next row is asked for
    RowPlace place;
    std::uint64_t line = 0;  ///< from 1
};

}  // namespace sagebench
