// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// How many tokens each prompt or answer of a workload has: one number, or a distribution that each
/// request draws from. Written as text on the command line, in plans and in the window:
///   256                                    that many
///   uniform:64-512                         each whole number from 64 to 512 alike
///   normal:512,64  normal:512,64,1-4096    mean, standard deviation; drawn again outside the
///   bounds lognormal:512,300[,1-4096]             mean and standard deviation of the lengths
///   themselves list:64,128,128,1024                   each entry alike quantiles:1,90,210,4096
///   evenly spaced quantiles, straight lines between them
class TokenLengths {
  public:
    enum class Kind { Fixed, Uniform, Normal, LogNormal, List, Quantiles };

    /// 0 tokens: not said (a data set says it).
    TokenLengths() = default;
    TokenLengths(int tokens) : min_(tokens), max_(tokens) {}  // NOLINT: a number is a length
    static TokenLengths uniform(int min, int max);
    static TokenLengths normal(double mean, double std, int min = 1, int max = kMax);
    static TokenLengths logNormal(double mean, double std, int min = 1, int max = kMax);
    static TokenLengths list(std::vector<int> values);
    static TokenLengths quantiles(std::vector<int> values);
    /// Errors (Usage): what is wrong with the text, and the forms there are.
    static Result<TokenLengths> parse(std::string_view text);

    Kind kind() const { return kind_; }
    bool isFixed() const { return kind_ == Kind::Fixed; }
    /// Nobody said it.
    bool isUnset() const { return isFixed() && min_ == 0; }
    /// Of Fixed; else the mean, rounded.
    int typical() const;
    int least() const { return min_; }
    /// No draw is above it.
    int most() const { return max_; }
    double mean() const { return mean_; }
    double std() const { return std_; }
    const std::vector<int>& values() const { return values_; }
    /// parse() of it is the same value.
    std::string text() const;

    bool operator==(const TokenLengths&) const = default;

    static constexpr int kMax = 100'000'000;

  private:
    Kind kind_ = Kind::Fixed;
    int min_ = 0;
    int max_ = 0;
    double mean_ = 0;  ///< Normal, LogNormal: as given
    double std_ = 0;
    std::vector<int> values_;
};

}  // namespace sagebench
