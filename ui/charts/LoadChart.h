// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/TimeChart.h"

namespace sagebench::ui {

/// Requests in flight and queued in the client, and how many have failed so far.
class LoadChart : public TimeChart {
    Q_OBJECT
  public:
    explicit LoadChart(ChartFeed& feed, QWidget* parent = nullptr);

  protected:
    void gather(const View& view) override;
};

}  // namespace sagebench::ui
