// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/TimeChart.h"

namespace sagebench::ui {

/// Output tokens and successful requests a second.
class ThroughputChart : public TimeChart {
    Q_OBJECT
  public:
    explicit ThroughputChart(ChartFeed& feed, QWidget* parent = nullptr);

  protected:
    void gather(const View& view) override;
};

}  // namespace sagebench::ui
