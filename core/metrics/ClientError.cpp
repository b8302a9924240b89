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

std::vector<CalibrationPoint> byLoad(const Calibration& calibration) {
    std::vector<CalibrationPoint> points;
    std::ranges::copy_if(calibration.points, std::back_inserter(points), isForLater);
    if (calibration.before) {
        points.push_back(*calibration.before);
    }
    std::ranges::stable_sort(points, {}, loadOf);
    return points;
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
    const auto points = byLoad(calibration);
    if (points.empty()) {
        return out;
    }
    const auto covering = [&](const CalibrationPoint& p) { return covers(p.strain, run); };
    const auto found = std::ranges::find_if(points, covering);
    const bool own = calibration.before && covering(*calibration.before);
    out.known = found == points.end() ? Known::Below : Known::Here;
    out.point = own ? *calibration.before : found == points.end() ? points.back() : *found;
    return out;
}

}  // namespace sagebench
