// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

namespace sagebench {

/// Whose result file it is.
enum class ForeignFormat : std::uint8_t { Vllm, Sglang };

/// Pure. By keys that only one of the two tools writes.
std::optional<ForeignFormat> foreignFormat(const std::function<bool(std::string_view)>& hasKey);

/// By the beginning of a file, where both tools write those keys: quick, and no more than a guess
/// that saves a reader from asking. Absent also where there is no such file.
std::optional<ForeignFormat> foreignFormatOf(const std::filesystem::path& file);

}  // namespace sagebench
