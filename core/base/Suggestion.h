// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sagebench {

/// The known word that was most likely meant: the fewest edits from `given`, at most
/// a third of its length; absent where none is that near.
std::optional<std::string> nearestOf(std::string_view given, std::span<const std::string> known);

}  // namespace sagebench
