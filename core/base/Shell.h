// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sagebench {

/// `word` as a POSIX shell reads it back; quoted only where it has to be.
std::string shellQuoted(std::string_view word);

}  // namespace sagebench
