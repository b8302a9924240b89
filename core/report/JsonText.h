// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

/// Single values as JSON text, for outputs too large for a tree of values.
namespace sagebench {

/// With quotes; bytes that are no UTF-8 become U+FFFD.
std::string jsonText(std::string_view text);
/// The shortest that reads back the same; "null" for what JSON can't hold.
std::string jsonText(double value);
template <std::integral T>
std::string jsonText(T value) {
    return std::to_string(value);
}
template <class T>
std::string jsonText(const std::optional<T>& value) {
    return value ? jsonText(*value) : "null";
}

/// The text with bytes that are no UTF-8 replaced by U+FFFD.
std::string validUtf8(std::string_view text);

}  // namespace sagebench
