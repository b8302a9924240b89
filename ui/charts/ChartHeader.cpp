// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartHeader.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace sagebench::ui {
namespace {

constexpr int kMargin = 8;
constexpr int kSwatch = 18;
constexpr int kBlock = 11;
constexpr int kSpace = 5;
constexpr int kBetween = 11;

int swatchWidth(const LegendEntry& entry) {
    return entry.mark == LegendEntry::Mark::Block ? kBlock : kSwatch;
}

}  // namespace

ChartHeader::ChartHeader(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChartHeader::show(const QString& title, const QString& tip, std::vector<LegendEntry> legend) {
    title_ = title;
    tip_ = tip;
    legend_ = std::move(legend);
    updateGeometry();
    update();
}

void ChartHeader::setInset(int pixels) {
    inset_ = pixels;
    updateGeometry();
    update();
}

QFont ChartHeader::titleFont() const {
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

QFont ChartHeader::legendFont() const {
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() > 0 ? small.pointSizeF() * 0.9 : 9);
    return small;
}

ChartHeader::Placed ChartHeader::place(int width) const {
    const QFontMetrics titles(titleFont()), names(legendFont());
    const int line = std::max(titles.height(), names.height()) + 4;
    const int room = std::max(0, width - inset_ - 2 * kMargin);
    Placed placed;
    placed.title = {kMargin, 2, std::min(titles.horizontalAdvance(title_) + 2, room), line};
    int x = placed.title.right() + 1 + kBetween;
    int y = 2;
    for (const LegendEntry& entry : legend_) {
        const int wanted = swatchWidth(entry) + kSpace + names.horizontalAdvance(entry.name) + 2;
        const int end = width - kMargin - (y == 2 ? inset_ : 0);
        if (x + wanted > end && x > kMargin) {
            x = kMargin;
            y += line;
        }
        placed.entries.emplace_back(x, y, std::min(wanted, width - kMargin - x), line);
        x += wanted + kBetween;
    }
    placed.height = y + line;
    return placed;
}

int ChartHeader::heightForWidth(int width) const {
    return place(width).height;
}

QSize ChartHeader::sizeHint() const {
    return {200, heightForWidth(std::max(width(), 200))};
}

QSize ChartHeader::minimumSizeHint() const {
    return {80, QFontMetrics(titleFont()).height() + 6};
}

void ChartHeader::paintEvent(QPaintEvent*) {
    const ChartColors colors = chartColors(palette());
    const Placed placed = place(width());
    QPainter painter(this);
    painter.setFont(titleFont());
    painter.setPen(colors.text);
    painter.drawText(
        placed.title, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(title_, Qt::ElideRight, placed.title.width()));
    painter.setFont(legendFont());
    for (std::size_t i = 0; i < legend_.size(); ++i) {
        paintEntry(painter, legend_[i], placed.entries[i]);
    }
}

void ChartHeader::paintEntry(QPainter& painter, const LegendEntry& entry,
                             const QRect& place) const {
    const ChartColors colors = chartColors(palette());
    const QColor color = colors.*entry.colour;
    const int middle = place.center().y();
    if (entry.mark == LegendEntry::Mark::Line) {
        painter.setPen(QPen(color, 2, entry.dash));
        painter.drawLine(place.left(), middle, place.left() + kSwatch, middle);
    } else if (entry.mark == LegendEntry::Mark::Dots) {
        for (const int x : {2, 8, 13}) {
            painter.fillRect(QRect(place.left() + x, middle + (x % 3) * 2 - 3, 3, 3), color);
        }
    } else {
        painter.fillRect(QRect(place.left(), middle - 4, kBlock, 9), color);
    }
    painter.setPen(colors.faintText);
    const QRect text = place.adjusted(swatchWidth(entry) + kSpace, 0, 0, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(entry.name, Qt::ElideRight, text.width()));
}

QString ChartHeader::tipAt(const QPoint& at) const {
    const Placed placed = place(width());
    for (std::size_t i = 0; i < legend_.size(); ++i) {
        if (placed.entries[i].contains(at)) {
            return legend_[i].tip.isEmpty() ? legend_[i].name : legend_[i].tip;
        }
    }
    return tip_.isEmpty() ? title_ : title_ + ": " + tip_;
}

bool ChartHeader::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    // Rich text is wrapped, plain text would be as wide as a long definition.
    QToolTip::showText(help->globalPos(), "<qt>" + tipAt(help->pos()).toHtmlEscaped() + "</qt>",
                       this);
    return true;
}

void ChartHeader::mouseDoubleClickEvent(QMouseEvent*) {
    Q_EMIT doubleClicked();
}

}  // namespace sagebench::ui
