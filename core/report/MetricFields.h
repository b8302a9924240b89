// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// One key of `<workload>_metrics.json`: how its value is written, and read back.
struct MetricField {
    std::string key;
    std::function<nlohmann::ordered_json(const WorkloadMetrics&)> write;
    /// False: the value is of the wrong type. null leaves the figure absent.
    std::function<bool(const nlohmann::json&, WorkloadMetrics&)> read;
    std::string expected;  ///< the right type, for messages

    /// Lists and objects don't; of the validity, its verdict does.
    bool fitsCell() const;
};

/// All keys, in the order of the file.
const std::vector<MetricField>& metricFields();

}  // namespace sagebench
