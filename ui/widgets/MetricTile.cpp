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
constexpr double kSpan = 0.85;

QColor toneColor(TileTone tone, const ChartColors& colors, QColor ChartColors::*normal) {
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
    return colors.*normal;
}

int roomIn(const QWidget& tile) {
    return std::max(20, tile.width() - 20);
}

/// The role follows from the tile's background.
void paintText(QWidget& widget, const QColor& color) {
    QPalette palette;
    palette.setColor(widget.foregroundRole(), color);
    widget.setPalette(palette);
}

}  // namespace

MetricTile::MetricTile(const QString& title, const QString& definition, QWidget* parent)
    : QFrame(parent),
      definition_(definition),
      title_(new QLabel(title, this)),
      value_(new QLabel(format::unknown(), this)),
      span_(new QLabel(this)) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setToolTip(definition);
    setAccessibleName(title);
    value_->setTextFormat(Qt::PlainText);
    value_->setAccessibleName(title);
    value_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    span_->setTextFormat(Qt::PlainText);
    span_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 5, 8, 5);
    layout->setSpacing(0);
    layout->addWidget(title_);
    layout->addWidget(value_);
    layout->addWidget(span_);
    paintTone();
    fitValue();
    fitSpan();
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

void MetricTile::setSpan(const QStringList& texts, TileTone tone) {
    if (texts != spans_) {
        spans_ = texts;
        fitSpan();
    }
    if (tone != spanTone_) {
        spanTone_ = tone;
        paintTone();
    }
}

QString MetricTile::span() const {
    return span_->text();
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
        fitSpan();
    }
}

void MetricTile::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fitValue();
    fitSpan();
}

void MetricTile::paintTone() {
    const ChartColors colors = chartColors(palette());
    paintText(*title_, colors.faintText);
    paintText(*value_, toneColor(tone_, colors, &ChartColors::text));
    paintText(*span_, toneColor(spanTone_, colors, &ChartColors::faintText));
}

/// As large as there is room for; the row's height does not change with it.
void MetricTile::fitValue() {
    QFont font = this->font();
    const double base = font.pointSizeF();
    font.setBold(true);
    font.setPointSizeF(base * kLargest);
    value_->setFixedHeight(QFontMetrics(font).height());
    const int room = roomIn(*this);
    const int wanted = QFontMetrics(font).horizontalAdvance(value_->text());
    if (wanted > room) {
        font.setPointSizeF(std::max(base * kSmallest, base * kLargest * room / wanted * 0.98));
    }
    value_->setFont(font);
}

/// Its place stays where there is none, so that the row's height does not change.
void MetricTile::fitSpan() {
    QFont font = this->font();
    font.setPointSizeF(font.pointSizeF() * kSpan);
    const QFontMetrics metrics(font);
    const int room = roomIn(*this);
    const auto fits = std::ranges::find_if(
        spans_, [&](const QString& text) { return metrics.horizontalAdvance(text) <= room; });
    const QString last = spans_.isEmpty() ? QString() : spans_.back();
    span_->setText(fits != spans_.end() ? *fits : metrics.elidedText(last, Qt::ElideRight, room));
    span_->setFont(font);
    span_->setFixedHeight(metrics.height());
}

}  // namespace sagebench::ui
