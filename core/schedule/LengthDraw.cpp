// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/LengthDraw.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "base/Hash.h"

namespace sagebench {
namespace {

using Normal = boost::math::normal_distribution<double>;

/// The quantile of `bell`, cut off outside [low, high].
double truncated(const Normal& bell, double low, double high, double u) {
    const double below = boost::math::cdf(bell, low);
    const double upTo = boost::math::cdf(bell, high);
    constexpr double kLeast = 0x1p-60;
    const double p = std::clamp(below + u * (upTo - below), kLeast, 1 - 0x1p-53);
    return boost::math::quantile(bell, p);
}

double normalDraw(const TokenLengths& l, double u) {
    return l.std() == 0 ? l.mean()
                        : truncated(Normal(l.mean(), l.std()), l.least() - 0.5, l.most() + 0.5, u);
}

/// `mean` and `std` are those of the lengths: the logarithm's follow from them.
double logNormalDraw(const TokenLengths& l, double u) {
    if (l.std() == 0) {
        return l.mean();
    }
    const double variance = std::log1p(l.std() * l.std() / (l.mean() * l.mean()));
    const Normal bell(std::log(l.mean()) - variance / 2, std::sqrt(variance));
    return std::exp(truncated(bell, std::log(l.least() - 0.5), std::log(l.most() + 0.5), u));
}

double betweenQuantiles(const std::vector<int>& values, double u) {
    const double at = u * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    return values[below] + (at - static_cast<double>(below)) * (values[below + 1] - values[below]);
}

}  // namespace

int drawLength(const TokenLengths& lengths, std::uint64_t hash) {
    const double u = unitInterval(hash);
    double drawn = 0;
    switch (lengths.kind()) {
        case TokenLengths::Kind::Fixed:
            return lengths.typical();
        case TokenLengths::Kind::Uniform:
            drawn = std::floor(lengths.least() + u * (lengths.most() - lengths.least() + 1.0));
            break;
        case TokenLengths::Kind::Normal:
            drawn = normalDraw(lengths, u);
            break;
        case TokenLengths::Kind::LogNormal:
            drawn = logNormalDraw(lengths, u);
            break;
        case TokenLengths::Kind::List:
            return lengths.values()[hash % lengths.values().size()];
        case TokenLengths::Kind::Quantiles:
            drawn = betweenQuantiles(lengths.values(), u);
            break;
    }
    return std::clamp(static_cast<int>(std::lround(drawn)), lengths.least(), lengths.most());
}

}  // namespace sagebench
