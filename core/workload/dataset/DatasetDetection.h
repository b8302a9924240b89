// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/Result.h"
#include "plan/DatasetSpec.h"

namespace sagebench {

/// Told from the beginning of a file, which may be cut anywhere after its first line's keys or
/// columns. Errors (Input): none of the formats; names them, but not the file.
Result<DatasetFormat> detectFormat(std::string_view head);

}  // namespace sagebench
