// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ChartPanel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include "charts/ChartHeader.h"

namespace sagebench::ui {
namespace {

/// Two corners pointing out, or in.
QIcon cornersIcon(const QColor& color, bool inward, double ratio) {
    constexpr int kSize = 16;
    QPixmap pixmap(QSize(kSize, kSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setPen(QPen(color, 1.5));
    const int a = inward ? 7 : 3, b = inward ? 9 : 13, d = inward ? -4 : 4;
    painter.drawPolyline(QPolygon({{a, a + d}, {a, a}, {a + d, a}}));
    painter.drawPolyline(QPolygon({{b, b - d}, {b, b}, {b - d, b}}));
    return QIcon(pixmap);
}

}  // namespace

ChartPanel::ChartPanel(const QString& id, QWidget& chart, QWidget* parent)
    : QFrame(parent),
      id_(id),
      figure_(new ChartFigure(chart)),
      controls_(new QWidget(this)),
      row_(new QHBoxLayout(controls_)),
      enlarge_(new QToolButton) {
    setFrameShape(StyledPanel);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(figure_);
    row_->setContentsMargins(0, 0, 2, 0);
    row_->setSpacing(4);
    row_->addWidget(enlarge_);
    enlarge_->setAutoRaise(true);
    controls_->raise();
    setMinimumSize(220, 110);
    setMaximized(false);
    connect(enlarge_, &QToolButton::clicked, this, &ChartPanel::maximizeToggled);
    connect(&figure_->header(), &ChartHeader::doubleClicked, this, &ChartPanel::maximizeToggled);
}

QString ChartPanel::title() const {
    return figure_->header().title();
}

void ChartPanel::setText(const QString& title, const QString& tip,
                         std::vector<LegendEntry> legend) {
    figure_->setAccessibleName(title);
    figure_->header().show(title, tip, std::move(legend));
    setMaximized(maximized_);
}

void ChartPanel::addControl(QWidget& control) {
    row_->insertWidget(row_->count() - 1, &control);
    placeControls();
}

void ChartPanel::setMaximized(bool maximized) {
    maximized_ = maximized;
    const QString tip = maximized ? tr("Back among the other charts") : tr("Show this chart alone");
    enlarge_->setToolTip(tip);
    enlarge_->setAccessibleName(QString("%1: %2").arg(title(), tip));
    drawIcon();
}

void ChartPanel::drawIcon() {
    const QColor color = palette().color(QPalette::WindowText);
    enlarge_->setIcon(cornersIcon(color, maximized_, devicePixelRatioF()));
}

void ChartPanel::placeControls() {
    const QSize size = controls_->sizeHint();
    const int frame = frameWidth();
    controls_->setGeometry(width() - size.width() - frame, frame, size.width(), size.height());
    figure_->header().setInset(size.width());
}

void ChartPanel::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    placeControls();
}

void ChartPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        drawIcon();
    }
}

}  // namespace sagebench::ui
