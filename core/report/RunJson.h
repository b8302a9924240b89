// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/LocatedJson.h"
#include "base/Result.h"
#include "record/RunInfo.h"

namespace sagebench {

/// `summary.run`.
nlohmann::ordered_json runJson(const RunInfo& run);

/// Reads `/run` of a summary; keys that are missing stay empty. Errors (Input): a wrong type.
Result<RunInfo> readRun(const LocatedJson& summary, const std::string& origin);

/// JSON as it stands in result files; bytes that are no UTF-8 become U+FFFD.
std::string prettyJson(const nlohmann::ordered_json& json);

}  // namespace sagebench
