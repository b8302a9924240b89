// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// What differs from run to run.
enum class LoadAxis { Concurrency, Rate, InputTokens, OutputTokens };
/// "concurrency", "rate", "input-tokens", "output-tokens".
std::string_view toString(LoadAxis axis);
/// Also "prompt-tokens".
std::optional<LoadAxis> loadAxisFrom(std::string_view name);

inline constexpr std::size_t kMostPoints = 100;
inline constexpr double kMostLoad = 1e6;

/// One run for each value. As text: "concurrency=1,2,4,8", "rate=1:32:x2" (1, 2, 4 … 32),
/// "rate=10:50:+10".
struct SweepSpec {
    LoadAxis axis = LoadAxis::Concurrency;
    std::vector<double> values;  ///< in order; whole numbers but for Rate

    bool operator==(const SweepSpec&) const = default;
};
/// Errors (Usage): what is wrong, and the forms there are.
Result<SweepSpec> parseSweep(std::string_view text);
std::string toText(const SweepSpec& sweep);
/// Errors (Usage): no values or too many, one that is twice, not above 0, or not whole.
Result<void> checkSweep(const SweepSpec& sweep);

inline constexpr int kMostRepeats = 100;
inline constexpr double kFinestDifference = 0.001;

inline constexpr double kFinestPrecision = 0.001;
inline constexpr int kMostConfirmations = 20;

/// The highest load that meets the SLOs of the plan.
struct SearchSpec {
    LoadAxis axis = LoadAxis::Rate;  ///< or Concurrency
    double from = 1;                 ///< where it begins to look
    std::optional<double> to{};      ///< never above it
    double precision = 0.02;  ///< ends when passed and missed loads are that close (relative)
    int confirm = 3;          ///< runs at the load that is told, each of which has to meet

    bool operator==(const SearchSpec&) const = default;
};
/// Errors (Usage): a bound, precision or number of runs that no search could have.
Result<void> checkSearch(const SearchSpec& search);

}  // namespace sagebench
