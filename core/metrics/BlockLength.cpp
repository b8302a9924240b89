// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/BlockLength.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace sagebench {
namespace {

constexpr std::size_t kQuietLags = 5;  // K_n of the paper, for any n below 10^25
constexpr double kSignificance = 2;    // c of the paper

/// A series about its mean, and how alike it is to itself some places later.
class Autocovariance {
  public:
    explicit Autocovariance(std::span<const double> series) : deviations_(series.size()) {
        const auto n = static_cast<double>(series.size());
        const double mean = std::accumulate(series.begin(), series.end(), 0.0) / n;
        std::ranges::transform(series, deviations_.begin(), [&](double x) { return x - mean; });
        variance_ = at(0);
    }

    double at(std::size_t lag) const {
        const auto shifted = deviations_.begin() + static_cast<std::ptrdiff_t>(lag);
        return std::inner_product(shifted, deviations_.end(), deviations_.begin(), 0.0) /
               static_cast<double>(deviations_.size());
    }
    double correlation(std::size_t lag) const { return at(lag) / variance_; }
    bool isConstant() const { return variance_ <= 0; }

  private:
    std::vector<double> deviations_;
    double variance_ = 0;
};

/// The last lag before five in a row that can't be told from none; of a series that never comes to
/// rest, the last that can be told.
std::size_t lastTellingLag(const Autocovariance& series, std::size_t n) {
    const auto size = static_cast<double>(n);
    const double limit = kSignificance * std::sqrt(std::log10(size) / size);
    const auto most = static_cast<std::size_t>(std::ceil(std::sqrt(size))) + kQuietLags;
    std::size_t last = 0;
    for (std::size_t lag = 1; lag < std::min(most, n) && lag <= last + kQuietLags; ++lag) {
        last = std::abs(series.correlation(lag)) >= limit ? lag : last;
    }
    return last;
}

/// λ of the paper: 1 up to a half, then a slope down to 0.
double flatTop(double x) {
    return x <= 0.5 ? 1 : 2 * (1 - x);
}

}  // namespace

std::size_t blockLength(std::span<const double> series) {
    constexpr std::size_t kFewest = 10;
    const std::size_t n = series.size();
    if (n < kFewest) {
        return 1;
    }
    const Autocovariance covariance(series);
    if (covariance.isConstant()) {
        return 1;
    }
    const std::size_t window = 2 * std::max<std::size_t>(lastTellingLag(covariance, n), 1);
    double spectrum = covariance.at(0);  // at frequency 0
    double curvature = 0;                // G of the paper
    for (std::size_t lag = 1; lag <= std::min(window, n - 1); ++lag) {
        const auto k = static_cast<double>(lag);
        const double term = 2 * flatTop(k / static_cast<double>(window)) * covariance.at(lag);
        spectrum += term;
        curvature += k * term;
    }
    const auto size = static_cast<double>(n);
    const double most = std::min(3 * std::sqrt(size), size / 3);
    const double ratio = 1.5 * curvature * curvature / (spectrum * spectrum);  // 2 G² / D
    const double length = spectrum > 0 ? std::cbrt(ratio * size) : most;
    return static_cast<std::size_t>(std::ceil(std::clamp(length, 1.0, most)));
}

}  // namespace sagebench
