// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/BinMemo.h"
#include "charts/PointCloud.h"
#include "charts/TimeChart.h"

namespace sagebench::ui {

/// TTFT of each request where its first token came, and the percentiles of all so far.
class TtftChart : public TimeChart {
    Q_OBJECT
  public:
    explicit TtftChart(ChartFeed& feed, QWidget* parent = nullptr);

    const PointCloud& cloud() const { return *cloud_; }
    static constexpr std::size_t kMostCells = 4000;

  protected:
    void gather(const View& view) override;
    void clearData() override;
    double largestExtra() const override { return cloud_->largest(); }
    std::vector<Reading> extraReadings(double seconds) const override;
    void onScaled() override;

  private:
    void addPercentile(const QString& name, QColor ChartColors::*colour, Qt::PenStyle dash);
    const PointCloud::Columns& cellsIn(const View& view, const Bins& bins);

    PointCloud* cloud_;
    BinMemo<std::vector<Cell>> memo_;
    std::size_t step_ = 2;
};

}  // namespace sagebench::ui
