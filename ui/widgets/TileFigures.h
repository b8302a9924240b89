// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <optional>

#include "engine/RunSnapshot.h"
#include "metrics/WorkloadMetrics.h"
#include "run/RunDocument.h"
#include "series/WorkloadSeries.h"

namespace sagebench::ui {

/// What the tiles show. Latencies in ms; absent: unknown.
struct TileFigures {
    std::optional<double> ttftP50, ttftP99, tpotP50, itlP99;
    std::optional<double> outputTps, requestsPs, errorRate;
    std::optional<double> goodputPs, goodputFraction;  ///< by limits on each request
    ConfidenceIntervals ci95;                          ///< when the workload is done
    std::optional<Validity> validity;                  ///< when it is done, or in doubt before
};

/// Pure. Of a workload that is going on: so far, within 3 %.
TileFigures liveFigures(const RunSnapshot& snapshot, const WorkloadSeries& series,
                        std::optional<LiveGoodput> goodput = std::nullopt);
/// Pure. Of one that is done.
TileFigures finalFigures(const WorkloadMetrics& metrics);

}  // namespace sagebench::ui
