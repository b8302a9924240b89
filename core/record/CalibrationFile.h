// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"
#include "record/Calibration.h"

namespace sagebench {

// JSON texts of calibrations. Keys that are not known are left alone, as a later version may have
// more of them. Errors (Input): `origin` and what is wrong.

/// What tells one machine from another.
std::string toJson(const Environment& machine);

std::string toJson(const CalibrationPoint& point);
Result<CalibrationPoint> parseCalibrationPoint(std::string_view text, const std::string& origin);

std::string toJson(const MeasurableRate& rate);
Result<MeasurableRate> parseMeasurableRate(std::string_view text, const std::string& origin);

std::string toJson(const Calibration& calibration);
Result<Calibration> parseCalibration(std::string_view text, const std::string& origin);

/// calibrations.json. Errors also: it is of a later version.
std::string toJson(const std::vector<CalibrationEntry>& entries);
Result<std::vector<CalibrationEntry>> parseCalibrations(std::string_view text,
                                                        const std::string& origin);
/// A calibrations.json that a later version of this program wrote.
bool isOfLaterVersion(std::string_view text);

}  // namespace sagebench
