// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"

namespace sagebench {

enum class Comparison { Less, LessOrEqual, Greater, GreaterOrEqual };
/// "<", "<=", ">", ">=".
std::string_view toString(Comparison op);
bool holds(double actual, Comparison op, double value);

/// One row of a contract: `metric` is a numeric key of <workload>_metrics.json, in its unit.
struct Threshold {
    std::string metric;
    Comparison op = Comparison::Less;
    double value = 0;
    bool required = true;  ///< false: an unknown figure passes

    bool operator==(const Threshold&) const = default;
};

/// Thresholds that each workload of a run has to meet.
struct Contract {
    std::string name;
    std::vector<Threshold> thresholds;

    bool operator==(const Contract&) const = default;
};

/// year1, year2, year3.
const std::vector<Contract>& builtinContracts();
/// A built-in one by name, or a file (ends in .json or contains '/'). Errors: Usage, Input.
Result<Contract> selectContract(std::string_view selector);
/// {"name", "thresholds": [{"metric", "op", "value", "required"}]}. Errors (Input): "file:line: …".
Result<Contract> parseContract(std::string_view text, const std::string& origin);

}  // namespace sagebench
