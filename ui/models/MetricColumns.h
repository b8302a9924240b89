// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>
#include <functional>
#include <vector>

#include "engine/RunSnapshot.h"
#include "metrics/WorkloadMetrics.h"

namespace sagebench::ui {

/// One figure of a workload as a table's column.
struct MetricColumn {
    enum class Kind { Number, Count, Time, Text };

    QString key;         ///< as in `<workload>_metrics.json`
    QString group;       ///< "TTFT", "Requests"
    QString label;       ///< "TTFT p50"
    QString unit;        ///< of `value`; empty: none
    QString definition;  ///< one sentence
    Kind kind = Kind::Number;
    /// A number, or a text; invalid: unknown. Times are Unix seconds.
    std::function<QVariant(const WorkloadMetrics&)> value;
};

/// All figures that fit a cell, by group; beside those that have a 95 % interval its ends, with the
/// keys KEY.low and KEY.high.
const std::vector<MetricColumn>& metricColumns();
/// Null: there is no such column.
const MetricColumn* metricColumn(const QString& key);
/// Keys of the columns that are shown until the user chooses.
QStringList defaultMetricKeys();

/// What a running workload tells already; invalid for all else, and in warm-up.
QVariant liveValue(const QString& key, const RunSnapshot& snapshot);

/// By locale; unknown is "n/a".
QString metricText(const MetricColumn& column, const QVariant& value);

}  // namespace sagebench::ui
