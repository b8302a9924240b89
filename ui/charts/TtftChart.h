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
    static constexpr std::size_t kMostCells = 6000;

  protected:
    void gather(const View& view) override;
    void clearData() override;
    double largestExtra() const override { return cloud_->largest(); }
    std::vector<Reading> extraReadings(double seconds) const override;
    void onScaled() override;

  private:
    void addPercentile(const QString& name, QColor ChartColors::*colour, Qt::PenStyle dash);
    void showCells(const View& view);
    bool coarsen();
    void startFine();

    static constexpr std::size_t kFinest = 2;
    static constexpr double kNarrowestBin = 3;

    PointCloud* cloud_;
    BinMemo<std::vector<Cell>> memo_;
    TimeRange shown_;
    std::size_t step_ = kFinest;
    double binPixels_ = kNarrowestBin;
};

}  // namespace sagebench::ui
