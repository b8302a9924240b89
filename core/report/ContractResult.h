// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/WorkloadMetrics.h"
#include "plan/Contract.h"

namespace sagebench {

enum class Verdict { Pass, Fail, Unknown };
/// "pass", "fail", "n/a".
std::string_view toString(Verdict verdict);

struct ContractRow {
    Threshold threshold;
    std::optional<double> actual;  ///< absent: not known
    Verdict verdict = Verdict::Unknown;

    /// An unknown figure passes only where it is not required.
    bool passes() const {
        return verdict == Verdict::Pass || (verdict == Verdict::Unknown && !threshold.required);
    }
    bool operator==(const ContractRow&) const = default;
};

/// A contract against the figures of one workload.
struct ContractResult {
    std::string name;
    bool passed = false;  ///< every row
    std::vector<ContractRow> rows;

    bool operator==(const ContractResult&) const = default;
};

/// Pure.
ContractResult evaluate(const Contract& contract, const WorkloadMetrics& metrics);

}  // namespace sagebench
