// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "charts/Decimation.h"
#include "record/LatencyHistogram.h"

namespace sagebench::ui {

/// Pure: a latency histogram as it is drawn. Times in ms.

enum class XScale { Linear, Logarithmic };

struct ShareBin {
    double fromMs = 0, toMs = 0;
    double share = 0;  ///< of all samples, 0..1
    bool operator==(const ShareBin&) const = default;
};

/// What an x axis of this scale shows of the histogram; when it is empty still a range. Linear:
/// from 0 or where the samples begin, when they are close together.
TimeRange distributionRange(const LatencyHistogram& histogram, XScale scale);
/// `count` bins of equal width on the axis; samples of a bucket that spans several are shared out.
std::vector<ShareBin> distributionBins(const LatencyHistogram& histogram, XScale scale,
                                       TimeRange range, int count);
/// The share of samples at or below x, at each bucket's end; at most about `most` points.
Points cumulativeLine(const LatencyHistogram& histogram, int most);

/// A place on the axis: the value itself or its logarithm.
double axisPlace(double ms, XScale scale);

}  // namespace sagebench::ui
