// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/MetricTile.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "style/ChartColors.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr double kLargest = 2.1;  ///< times the application's font
constexpr double kSmallest = 1.0;

QColor toneColor(TileTone tone, const QPalette& palette) {
    const ChartColors colors = chartColors(palette);
    switch (tone) {
        case TileTone::Good:
            return colors.good;
        case TileTone::Warning:
            return colors.warning;
        case TileTone::Bad:
            return colors.bad;
        case TileTone::Normal:
            break;
    }
    return colors.text;
}

}  // namespace

MetricTile::MetricTile(const QString& title, const QString& definition, QWidget* parent)
    : QFrame(parent),
      definition_(definition),
      title_(new QLabel(title, this)),
      value_(new QLabel(format::unknown(), this)) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setToolTip(definition);
    setAccessibleName(title);
    value_->setTextFormat(Qt::PlainText);
    value_->setAccessibleName(title);
    value_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 5, 8, 5);
    layout->setSpacing(0);
    layout->addWidget(title_);
    layout->addWidget(value_);
    paintTone();
    fitValue();
}

void MetricTile::setValue(const QString& value, TileTone tone) {
    if (value != value_->text()) {
        value_->setText(value);
        fitValue();
    }
    if (tone != tone_) {
        tone_ = tone;
        paintTone();
    }
}

QString MetricTile::value() const {
    return value_->text();
}

void MetricTile::setDetail(const QString& detail) {
    const QString tip = detail.isEmpty() ? definition_ : definition_ + "\n\n" + detail;
    if (tip != toolTip()) {
        setToolTip(tip);
    }
    setAccessibleDescription(detail);
}

void MetricTile::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        paintTone();
        fitValue();
    }
}

void MetricTile::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fitValue();
}

void MetricTile::paintTone() {
    QPalette valuePalette;
    valuePalette.setColor(QPalette::WindowText, toneColor(tone_, palette()));
    value_->setPalette(valuePalette);
    QPalette titlePalette;
    titlePalette.setColor(QPalette::WindowText, chartColors(palette()).faintText);
    title_->setPalette(titlePalette);
}

/// As large as there is room for; the row's height does not change with it.
void MetricTile::fitValue() {
    QFont font = this->font();
    const double base = font.pointSizeF();
    font.setBold(true);
    font.setPointSizeF(base * kLargest);
    value_->setFixedHeight(QFontMetrics(font).height());
    const int room = std::max(20, width() - 20);
    const int wanted = QFontMetrics(font).horizontalAdvance(value_->text());
    if (wanted > room) {
        font.setPointSizeF(std::max(base * kSmallest, base * kLargest * room / wanted * 0.98));
    }
    value_->setFont(font);
}

}  // namespace sagebench::ui
