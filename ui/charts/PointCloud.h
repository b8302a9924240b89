// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QGraphicsItem>
#include <vector>

#include "charts/Decimation.h"
#include "charts/TimeRange.h"

namespace sagebench::ui {

/// Binned points of a chart, the darker the more there are: painted at once, where a scatter series
/// would be an item a point.
class PointCloud : public QGraphicsItem {
  public:
    /// Above the chart's grid, below its lines.
    explicit PointCloud(QGraphicsItem* chart);

    using Columns = std::vector<std::vector<Cell>>;
    void setCells(Columns cells, const Bins& bins);
    void setPlot(const TimePlot& plot, double maximum);
    void setColor(const QColor& color) { color_ = color; }

    const Columns& cells() const { return cells_; }
    const Bins& bins() const { return bins_; }
    double largest() const;

    QRectF boundingRect() const override { return plot_.area; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override;

  private:
    bool isCrowded() const;

    Columns cells_;
    Bins bins_;
    TimePlot plot_;
    double maximum_ = 1;
    std::uint64_t most_ = 1;  ///< in a cell
    std::size_t count_ = 0;   ///< of cells
    QColor color_;
};

}  // namespace sagebench::ui
