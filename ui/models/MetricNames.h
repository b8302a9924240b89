// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/MetricColumns.h"

namespace sagebench::ui {

/// How a key of `<workload>_metrics.json` is told in the window.
struct MetricName {
    QString group, label, unit, definition;
    MetricColumn::Kind kind = MetricColumn::Kind::Number;
    double scale = 1;  ///< the file's value times this is in `unit`
    int order = 0;     ///< groups one after another, and within them
};

/// Pure. A key that is not known keeps its own name, in the last group.
MetricName metricName(const QString& key);

}  // namespace sagebench::ui
