// SPDX-License-Identifier: GPL-3.0-or-later
// How requests are picked in a TimelineView.
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "charts/ChartFeed.h"
#include "charts/TimeGestures.h"
#include "charts/TimelineText.h"
#include "charts/TimelineView.h"

namespace sagebench::ui {
namespace {

constexpr double kZoomStep = 1.5;

}  // namespace

void TimelineView::highlight(int row) {
    const std::vector<RequestRow>& rows = feed_.document().rows();
    if (row < 0 || static_cast<std::size_t>(row) >= rows.size()) {
        marked_.reset();
        viewport()->update();
        return;
    }
    takeRows();
    const std::size_t place = bars_.find(rows[static_cast<std::size_t>(row)].brief);
    if (place < bars_.size()) {
        mark(place);
    }
}

void TimelineView::mark(std::size_t place) {
    marked_ = bars_.at(place);
    bringIntoView(place);
    viewport()->update();
}

/// Moves the time range where it must, then the rows.
void TimelineView::bringIntoView(std::size_t place) {
    const TimelineBar& bar = bars_.at(place);
    const double from = toSeconds(bar.sent - feed_.origin());
    const double to = toSeconds(bar.end - feed_.origin());
    const TimeRange range = feed_.range();
    if (to < range.from || from > range.to) {
        const double half = std::max(range.span(), (to - from) * 1.2) / 2;
        feed_.setRange({(from + to) / 2 - half, (from + to) / 2 + half});
    }
    placeRows();
    const TimelineLayout layout = layoutNow();
    const double top = layout.top(place) - layout.plot.area.top();

    if (top < 0 || top + layout.rowHeight > layout.plot.area.height()) {
        const double middle = (layout.plot.area.height() - layout.rowHeight) / 2;
        verticalScrollBar()->setValue(static_cast<int>(layout.scrolled + top - middle));
    }
}

void TimelineView::pick(const QPoint& at) {
    if (const auto place = placeAt(at.y())) {
        mark(*place);
        Q_EMIT requestPicked(rowOf(bars_.at(*place)));
    }
}

void TimelineView::hover() {
    viewport()->update();
    const std::optional<QPoint> pointer = gestures_->pointer();
    const auto place = pointer && !gestures_->dragged() ? placeAt(pointer->y()) : std::nullopt;
    if (place == hovered_) {
        return;
    }
    hovered_ = place;
    if (place) {
        tell(*place, *pointer);
    } else {
        QToolTip::hideText();
    }
}

void TimelineView::tell(std::size_t place, const QPoint& at) {
    const int row = rowOf(bars_.at(place));
    if (row < 0) {
        return;
    }
    const RequestBrief& brief = feed_.document().rows()[static_cast<std::size_t>(row)].brief;
    const QString text = requestText(brief, feed_.origin());
    setAccessibleDescription(text);
    QToolTip::showText(viewport()->mapToGlobal(at), text, viewport());
}

void TimelineView::step(int direction) {
    if (part_.count == 0) {
        return;
    }
    const auto now = markedPlace();
    const auto first = static_cast<std::ptrdiff_t>(part_.first);
    const auto last = first + static_cast<std::ptrdiff_t>(part_.count) - 1;
    const auto next = now ? static_cast<std::ptrdiff_t>(*now) + direction : first;
    mark(static_cast<std::size_t>(std::clamp(next, first, last)));
    const TimelineLayout layout = layoutNow();
    const std::size_t place = *markedPlace();
    tell(place, QPoint(static_cast<int>(layout.plot.area.left()),
                       static_cast<int>(layout.top(place) + layout.rowHeight)));
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomRows(std::pow(kZoomStep, event->angleDelta().y() / 120.0), event->position().y());
        event->accept();
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const double middle = layoutNow().plot.area.center().y();
    switch (event->key()) {
        case Qt::Key_Up:
            return step(-1);
        case Qt::Key_Down:
            return step(1);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (marked_) {
                Q_EMIT requestPicked(rowOf(*marked_));
            }
            return;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
        case Qt::Key_Minus:
            if (control) {
                return zoomRows(event->key() == Qt::Key_Minus ? 1 / kZoomStep : kZoomStep, middle);
            }
            [[fallthrough]];
        default:
            QAbstractScrollArea::keyPressEvent(event);
    }
}

}  // namespace sagebench::ui
