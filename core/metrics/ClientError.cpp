// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/ClientError.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

namespace sagebench {
namespace {

using Known = ClientError::Known;

constexpr std::array<std::pair<Known, std::string_view>, 4> kNames{
    {{Known::Here, "calibrated"},
     {Known::Below, "beyond_calibration"},
     {Known::Not, "not_calibrated"},
     {Known::NotTls, "not_calibrated_tls"}}};

auto loadOf(const CalibrationPoint& point) {
    return std::tuple(point.strain.eventsPerSecond, point.strain.peakInFlight);
}

std::vector<CalibrationPoint> forLater(const std::vector<CalibrationPoint>& points) {
    std::vector<CalibrationPoint> out;
    std::ranges::copy_if(points, std::back_inserter(out), isForLater);
    return out;
}

std::optional<CalibrationPoint> leastCovering(const std::vector<CalibrationPoint>& points,
                                              const ClientStrain& run) {
    std::optional<CalibrationPoint> least;
    for (const CalibrationPoint& point : points) {
        if (covers(point.strain, run) && (!least || loadOf(point) < loadOf(*least))) {
            least = point;
        }
    }
    return least;
}

std::optional<CalibrationPoint> mostOf(std::vector<CalibrationPoint> points,
                                       const std::vector<CalibrationPoint>& more) {
    points.insert(points.end(), more.begin(), more.end());
    const auto most = std::ranges::max_element(points, {}, loadOf);
    return most == points.end() ? std::nullopt : std::optional(*most);
}

}  // namespace

std::string_view toString(Known known) {
    return kNames[static_cast<std::size_t>(known)].second;
}

std::optional<Known> clientErrorKnownFrom(std::string_view name) {
    const auto* found = std::ranges::find(kNames, name, [](const auto& n) { return n.second; });
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

bool covers(const ClientStrain& calibrated, const ClientStrain& run) {
    constexpr double kAtLeast = 1 - kStrainTolerance;
    return calibrated.eventsPerSecond >= kAtLeast * run.eventsPerSecond &&
           static_cast<double>(calibrated.peakInFlight) >=
               kAtLeast * static_cast<double>(run.peakInFlight);
}

ClientError clientErrorAt(const ClientStrain& run, const Calibration& calibration) {
    ClientError out{.known = Known::Not, .strain = run};
    if (calibration.overTls) {
        out.known = Known::NotTls;
        return out;
    }
    out.within1Ms = calibration.within1Ms;
    const auto points = forLater(calibration.points);
    out.point = leastCovering(calibration.before, run);
    if (!out.point) {
        out.point = leastCovering(points, run);
    }
    if (out.point) {
        out.known = Known::Here;
    } else if ((out.point = mostOf(points, calibration.before))) {
        out.known = Known::Below;
    }
    return out;
}

}  // namespace sagebench
