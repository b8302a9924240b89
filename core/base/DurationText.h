// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/Time.h"

namespace sagebench {

constexpr Nanos kWeek = std::chrono::hours(7 * 24);
/// Longest time within a trace.
constexpr Nanos kTenYears = std::chrono::hours(3650 * 24);

/// Seconds, or a number with us, ms, s, m, h or d: "30", "1.5s", "500ms", "10m". From 0 to
/// `longest`; absent: it is no such text.
std::optional<Nanos> parseDuration(std::string_view text, Nanos longest = kWeek);
/// The shortest of these forms: "1.5s", "200ms", "2m". parseDuration() of it is the same time.
std::string durationText(Nanos time);

/// The whole of `text` as a number that is no NaN or infinity.
std::optional<double> parseDouble(std::string_view text);
std::optional<int> parseInt(std::string_view text);

}  // namespace sagebench
