// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/PointCloud.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace sagebench::ui {
namespace {

constexpr double kDot = 3;
constexpr double kWidest = 2 * kDot;
/// Lines stay visible above.
constexpr int kDarkest = 185;
/// A column with more cells is a part of a surface, without gaps.
constexpr double kCrowded = 8;
/// Fewer requests in one place are never so dark.
constexpr std::uint64_t kFewest = 16;
// Between the grid (2) and the series (4) of Qt Charts.
constexpr double kDepth = 3.5;

/// The fullest cell is the darkest.
QColor shade(QColor color, std::uint64_t count, std::uint64_t most) {
    const double part = std::log(static_cast<double>(count)) / std::log(static_cast<double>(most));
    color.setAlpha(static_cast<int>(color.alpha() + (kDarkest - color.alpha()) * part));
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
    most_ = kFewest;
    count_ = 0;
    for (const std::vector<Cell>& column : cells_) {
        count_ += column.size();
        for (const Cell& cell : column) {
            most_ = std::max(most_, cell.count);
        }
    }
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
            largest = std::max(largest, cell.ms());
        }
    }
    return largest;
}

bool PointCloud::isCrowded() const {
    return static_cast<double>(count_) > kCrowded * static_cast<double>(cells_.size());
}

void PointCloud::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setClipRect(plot_.area);
    const double perMs = plot_.area.height() / maximum_;
    const double bin = bins_.seconds() / plot_.range.span() * plot_.area.width();
    const double width = isCrowded() ? bin : std::clamp(bin, kDot, kWidest);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const double x = plot_.xAt(bins_.centre(i)) - width / 2;
        for (const Cell& cell : cells_[i]) {
            const double height = std::max(kDot, (cell.toMs - cell.fromMs) * perMs);
            const double y = plot_.area.bottom() - cell.ms() * perMs - height / 2;
            painter->fillRect(QRectF(x, y, width, height), shade(color_, cell.count, most_));
        }
    }
    painter->restore();
}

}  // namespace sagebench::ui
