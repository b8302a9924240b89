// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sagebench {

/// Nanoseconds since 1970 of "2023-11-16 18:17:03.9799600": also with T, with any number of
/// digits (those after the ninth are cut), and with Z or +01:00 at the end.
std::optional<std::int64_t> parseDateTime(std::string_view text);

/// A number from 0 with or without decimals, times `nanosPerUnit`; exact for up to nine decimals.
std::optional<std::int64_t> parseTimeNumber(std::string_view text, std::int64_t nanosPerUnit);

/// A whole number of tokens, from 0 to TokenLengths::kMax.
std::optional<std::int32_t> parseTokenCount(std::string_view text);

/// `value` units as nanoseconds, if they are from 0 and fit.
std::optional<std::int64_t> toTraceTime(double value, std::int64_t nanosPerUnit);

}  // namespace sagebench
