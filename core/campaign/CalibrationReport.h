// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "campaign/CalibrationOutcome.h"
#include "report/TableReport.h"

namespace sagebench {

/// The errors of the first load, the steps of the search, and what they say in words.
std::string calibrationTable(const CalibrationOutcome& outcome, const TableStyle& style);

/// calibration.json, and `calibrate --json` (resources/schemas/calibration.schema.json).
std::string calibrationJson(const CalibrationOutcome& outcome);

/// "This machine measures up to 97,000 events/s within 1 ms …"; empty without a search that ended.
std::string searchSentence(const CalibrationOutcome& outcome);

/// One line of one step: "search-500: 49,900 events/s, TTFT +0.21 ms, ITL ±0.03 ms, within 1 ms".
std::string stepLine(const CalibrationStepResult& step);

}  // namespace sagebench
