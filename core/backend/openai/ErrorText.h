// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sagebench {

inline constexpr std::size_t kMaxErrorText = 500;

/// A server's bytes as one line of valid UTF-8 of at most `maxBytes` ("…" where it was cut), fit
/// for a message: control characters become spaces; where it is not UTF-8, other bytes become '?'.
std::string cleanText(std::string_view text, std::size_t maxBytes = kMaxErrorText);

/// What a server says went wrong: {"error": {"message", "type", "code"}}, {"error": "…"},
/// {"message"},
/// {"detail"}, or the text itself. Clean, at most kMaxErrorText; empty where there is nothing.
std::string serverMessage(std::string_view body);

}  // namespace sagebench
