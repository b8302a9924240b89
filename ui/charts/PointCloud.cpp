// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/PointCloud.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace sagebench::ui {
namespace {

constexpr double kDot = 3;
// Between the grid (2) and the series (4) of Qt Charts.
constexpr double kDepth = 3.5;

/// Twice as many: one shade darker.
QColor shade(QColor color, std::uint64_t count) {
    const double alpha = color.alpha() + 30 * std::log2(static_cast<double>(count));
    color.setAlpha(static_cast<int>(std::min(alpha, 255.0)));
    return color;
}

}  // namespace

PointCloud::PointCloud(QGraphicsItem* chart) : QGraphicsItem(chart) {
    setZValue(kDepth);
    setAcceptedMouseButtons(Qt::NoButton);
}

void PointCloud::setCells(Columns cells, const Bins& bins) {
    cells_ = std::move(cells);
    bins_ = bins;
    update();
}

void PointCloud::setPlot(const TimePlot& plot, double maximum) {
    if (plot.area != plot_.area) {
        prepareGeometryChange();
    }
    plot_ = plot;
    maximum_ = maximum;
}

double PointCloud::largest() const {
    double largest = 0;
    for (const std::vector<Cell>& column : cells_) {
        for (const Cell& cell : column) {
            largest = std::max(largest, cell.ms);
        }
    }
    return largest;
}

void PointCloud::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setClipRect(plot_.area);
    const double width =
        std::clamp(bins_.seconds() / plot_.range.span() * plot_.area.width() - 1, kDot, 2 * kDot);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const double x = plot_.xAt(bins_.centre(i));
        for (const Cell& cell : cells_[i]) {
            const double y = plot_.area.bottom() - cell.ms / maximum_ * plot_.area.height();
            painter->fillRect(QRectF(x - width / 2, y - kDot / 2, width, kDot),
                              shade(color_, cell.count));
        }
    }
    painter->restore();
}

}  // namespace sagebench::ui
