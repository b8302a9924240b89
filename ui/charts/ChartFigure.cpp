// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartFigure.h"

#include <QPainter>
#include <QVBoxLayout>

#include "charts/ChartHeader.h"
#include "style/ChartColors.h"

namespace sagebench::ui {

ChartFigure::ChartFigure(QWidget& chart, QWidget* parent)
    : QWidget(parent), header_(new ChartHeader), chart_(&chart) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addWidget(chart_, 1);
}

void ChartFigure::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), chartColors(palette()).background);
}

}  // namespace sagebench::ui
