// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "record/Calibration.h"

namespace sagebench {

/// What is known of the client's own error at the load of one workload.
struct ClientError {
    enum class Known {
        Here,    ///< `point` had at least this load
        Below,   ///< `point`, the one with most load, had less
        Not,     ///< this machine and version was never calibrated
        NotTls,  ///< the connections are TLS, which calibrations are not
    };
    Known known = Known::Not;
    ClientStrain strain{};  ///< of the workload
    std::optional<CalibrationPoint> point{};
    std::optional<MeasurableRate> within1Ms{};

    bool operator==(const ClientError&) const = default;
};

/// The names that stand in JSON: "calibrated", "beyond_calibration", "not_calibrated",
/// "not_calibrated_tls"; the parser returns nullopt for others.
std::string_view toString(ClientError::Known known);
std::optional<ClientError::Known> clientErrorKnownFrom(std::string_view name);

/// Two runs of one load differ by so much in what the client had to do.
inline constexpr double kStrainTolerance = 0.05;

/// Whether `calibrated` had at least as many requests in flight and events a second as `run`, but
/// for the tolerance.
bool covers(const ClientStrain& calibrated, const ClientStrain& run);

/// Of the run's own workloads, calibrated just before, that of least load that covers this one;
/// else the point of least load that does; else the one with most load. Of
/// earlier calibrations only points that are for later (isForLater()). Least: by events, then by
/// requests in flight. Pure.
ClientError clientErrorAt(const ClientStrain& run, const Calibration& calibration);

}  // namespace sagebench
