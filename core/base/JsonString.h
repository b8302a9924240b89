// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sagebench {

/// Appends the text as JSON writes it, with quotes; bytes that are no UTF-8 become U+FFFD. Most
/// texts need no escapes, and are copied.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace sagebench
