// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ClientErrorText.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <vector>

#include "report/NumberText.h"

namespace sagebench::text {
namespace {

int decimalsOf(double ms) {
    const double size = std::abs(ms);
    return size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
}

std::string absoluteMs(double ms) {
    return fmt::format("{:.{}f}", ms, decimalsOf(ms));
}

void addSigned(std::vector<std::string>& out, const char* name,
               const std::optional<ErrorSpread>& e) {
    if (e) {
        out.push_back(fmt::format("{} {} ms", name, signedMs(e->p99)));
    }
}

void addBothSides(std::vector<std::string>& out, const char* name,
                  const std::optional<ErrorSpread>& e) {
    if (e) {
        out.push_back(fmt::format("{} ±{} ms", name, absoluteMs(e->absP99)));
    }
}

std::string dateOf(std::int64_t unixSeconds) {
    return utc(unixSeconds).substr(0, 10);
}

std::string strainText(const ClientStrain& strain) {
    return fmt::format("{} in flight and {} events/s", count(strain.peakInFlight),
                       wholeCount(strain.eventsPerSecond));
}

/// Empty where there is none.
std::string doubtOf(const CalibrationPoint& point) {
    const bool valid = point.verdict.empty() || point.verdict == "valid";
    std::string out;
    if (point.matched < kFewestForLater) {
        out += fmt::format(", {} requests", count(point.matched));
    }
    if (point.unmatched > 0) {
        out += fmt::format(", {} more could not be compared", count(point.unmatched));
    }
    return valid ? out : fmt::format("{}, {}", out, point.verdict);
}

std::string hereText(const ClientError& error) {
    const CalibrationPoint& point = *error.point;
    return fmt::format(
        "measurement error of this client at this load: {} at p99 (calibrated {} "
        "with {}{})",
        errorsText(point.errors), dateOf(point.measuredAt), strainText(point.strain),
        doubtOf(point));
}

std::string belowText(const ClientError& error) {
    return fmt::format(
        "this client is calibrated up to {}{} only, the load was {} (calibrate at this load with "
        "the server's pace: `--first-token`, `--token-gap`); there: {} at p99",
        strainText(error.point->strain), doubtOf(*error.point), strainText(error.strain),
        errorsText(error.point->errors));
}

}  // namespace

std::string signedMs(double ms) {
    const std::string text = fmt::format("{:+.{}f}", ms, decimalsOf(ms));
    const bool zero = text.find_first_not_of("+-0.") == std::string::npos;
    return zero ? text.substr(1) : text;
}

std::string errorsText(const LatencyErrors& errors) {
    std::vector<std::string> parts;
    addSigned(parts, "TTFT", errors.ttft);
    addBothSides(parts, "ITL", errors.itl);
    addBothSides(parts, "TPOT", errors.tpot);
    addSigned(parts, "E2EL", errors.e2el);
    return parts.empty() ? std::string(kUnknown) : fmt::format("{}", fmt::join(parts, ", "));
}

std::string measurableText(const MeasurableRate& rate) {
    return fmt::format("{}{} events/s", rate.atLeast ? "at least " : "",
                       wholeCount(rate.eventsPerSecond));
}

std::string clientErrorText(const ClientError& error) {
    switch (error.known) {
        case ClientError::Known::Here:
            return hereText(error);
        case ClientError::Known::Below:
            return belowText(error);
        case ClientError::Known::NotTls:
            return "this client's error is not known over TLS: calibrations are on plain TCP";
        case ClientError::Known::Not:
            break;
    }
    return "this client is not calibrated at this load (run `sagellm-benchmark calibrate`)";
}

}  // namespace sagebench::text
