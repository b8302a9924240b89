// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/BinMemo.h"
#include "charts/TimeChart.h"

namespace sagebench::ui {

/// Percentiles of the gaps between tokens that arrived in each slice of time.
class ItlChart : public TimeChart {
    Q_OBJECT
  public:
    explicit ItlChart(ChartFeed& feed, QWidget* parent = nullptr);

  protected:
    void gather(const View& view) override;
    void clearData() override { memo_.clear(); }

  private:
    BinMemo<std::optional<Percentiles>> memo_;
};

}  // namespace sagebench::ui
