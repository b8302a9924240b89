// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sagebench {

/// Raises this process's limit of open files as far as it may. Returns the limit that holds then;
/// the greatest number there is: none.
std::uint64_t raiseOpenFileLimit();

}  // namespace sagebench
