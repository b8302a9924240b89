// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "metrics/ConfidenceInterval.h"

/// Figures as people read them. Unknown is "n/a".
namespace sagebench::text {

inline constexpr const char* kUnknown = "n/a";

/// 1234.5 with two decimals: "1234.50".
std::string number(std::optional<double> value, int decimals);
std::string ms(std::optional<double> value);         ///< "12.34"
std::string perSecond(std::optional<double> value);  ///< "123.4"; below ten "1.234"
/// "9.98–10.07", each as `number` has it; unknown where there is none.
std::string interval(const std::optional<ConfidenceInterval>& value,
                     std::string (*number)(std::optional<double>), std::string_view dash = "–");
std::string percent(std::optional<double> fraction);    ///< 0.125: "12.5 %"
std::string count(std::optional<std::uint64_t> value);  ///< "1,234,567"
std::string wholeCount(std::optional<double> value);    ///< the same, rounded
std::string bytes(std::optional<double> value);         ///< "512.0 MiB"
std::string ratio(double value);                        ///< "1.3×" (from 10 on "12×")
/// "2026-01-31 12:00:00 UTC"
std::string utc(std::int64_t unixSeconds);

}  // namespace sagebench::text
