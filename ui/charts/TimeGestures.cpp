// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimeGestures.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QMouseEvent>
#include <algorithm>
#include <utility>

#include "charts/ChartFeed.h"

namespace sagebench::ui {
namespace {

constexpr double kPanPart = 0.2;
constexpr double kZoomFactor = 0.5;
constexpr double kCursorPart = 0.01;

}  // namespace

TimeGestures::TimeGestures(QAbstractScrollArea& view, ChartFeed& feed,
                           std::function<TimePlot()> plot)
    : QObject(&view), view_(view), feed_(feed), plot_(std::move(plot)) {
    view_.setFocusPolicy(Qt::StrongFocus);
    view_.viewport()->setMouseTracking(true);
    view_.installEventFilter(this);
    view_.viewport()->installEventFilter(this);
}

std::optional<TimeRange> TimeGestures::dragged() const {
    if (!pressed_ || (now_ - *pressed_).manhattanLength() < QApplication::startDragDistance()) {
        return std::nullopt;
    }
    const TimePlot plot = plot_();
    const auto seconds = [&plot](int x) {
        return plot.secondsAt(std::clamp<double>(x, plot.area.left(), plot.area.right()));
    };
    return ordered(seconds(pressed_->x()), seconds(now_.x()));
}

bool TimeGestures::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_.viewport()) {
        return onMouse(event);
    }
    if (event->type() == QEvent::ShortcutOverride && isOurs(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return event->type() == QEvent::KeyPress && onKey(*static_cast<QKeyEvent*>(event));
}

bool TimeGestures::onMouse(QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseButtonPress:
            press(*static_cast<QMouseEvent*>(event));
            return true;
        case QEvent::MouseMove:
            move(*static_cast<QMouseEvent*>(event));
            return true;
        case QEvent::MouseButtonRelease:
            release(*static_cast<QMouseEvent*>(event));
            return true;
        case QEvent::MouseButtonDblClick:
            cancelDrag();
            feed_.resetRange();
            return true;
        case QEvent::Leave:
            leave();
            return false;
        default:
            return false;
    }
}

void TimeGestures::press(const QMouseEvent& event) {
    if (event.button() != Qt::LeftButton || !plot_().area.contains(event.position())) {
        return;
    }
    view_.setFocus(Qt::MouseFocusReason);
    brushes_ = feed_.isBrushing() || event.modifiers().testFlag(Qt::ShiftModifier);
    pressed_ = now_ = event.pos();
}

void TimeGestures::move(const QMouseEvent& event) {
    now_ = event.pos();
    const TimePlot plot = plot_();
    if (plot.area.contains(event.position())) {
        pointer_ = now_;
        feed_.setCursor(plot.secondsAt(event.position().x()));
    } else {
        pointer_.reset();
        feed_.setCursor(std::nullopt);
    }
    Q_EMIT changed();
}

void TimeGestures::release(const QMouseEvent& event) {
    if (event.button() != Qt::LeftButton || !pressed_) {
        return;
    }
    now_ = event.pos();
    const std::optional<TimeRange> range = dragged();
    pressed_.reset();
    if (!range) {
        Q_EMIT clicked(now_);
    } else if (range->span() > 0 && brushes_) {
        feed_.setBrush(range);
    } else if (range->span() > 0) {
        feed_.setRange(*range);
    }
    Q_EMIT changed();
}

void TimeGestures::leave() {
    pointer_.reset();
    feed_.setCursor(std::nullopt);
    Q_EMIT changed();
}

void TimeGestures::cancelDrag() {
    pressed_.reset();
    Q_EMIT changed();
}

bool TimeGestures::isOurs(const QKeyEvent& event) const {
    switch (event.key()) {
        case Qt::Key_Escape:
            return pressed_ || feed_.brush();
        case Qt::Key_Left:
        case Qt::Key_Right:
            return !event.modifiers().testFlag(Qt::AltModifier);
        case Qt::Key_Plus:
        case Qt::Key_Equal:
        case Qt::Key_Minus:
        case Qt::Key_0:
        case Qt::Key_Home:
        case Qt::Key_Space:
            return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier));
        default:
            return false;
    }
}

bool TimeGestures::onKey(const QKeyEvent& event) {
    if (!isOurs(event)) {
        return false;
    }
    switch (event.key()) {
        case Qt::Key_Escape:
            return clearBrush();
        case Qt::Key_Left:
            stepSideways(event.modifiers(), -1);
            return true;
        case Qt::Key_Right:
            stepSideways(event.modifiers(), 1);
            return true;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoomBy(kZoomFactor);
            return true;
        case Qt::Key_Minus:
            zoomBy(1 / kZoomFactor);
            return true;
        case Qt::Key_Space:
            feed_.setPaused(!feed_.isPaused());
            return true;
        default:
            feed_.resetRange();
            return true;
    }
}

bool TimeGestures::clearBrush() {
    if (pressed_) {
        cancelDrag();
    } else {
        feed_.setBrush(std::nullopt);
    }
    return true;
}

void TimeGestures::zoomBy(double factor) {
    const TimeRange range = feed_.range();
    const double middle = (range.from + range.to) / 2;
    const double anchor = feed_.cursor().value_or(middle);
    feed_.setRange(zoomed(range, factor, range.contains(anchor) ? anchor : middle));
}

void TimeGestures::stepSideways(Qt::KeyboardModifiers modifiers, int direction) {
    if (modifiers.testFlag(Qt::ControlModifier)) {
        moveCursor(direction);
    } else if (modifiers.testFlag(Qt::ShiftModifier)) {
        moveBrush(direction);
    } else {
        feed_.setRange(panned(feed_.range(), kPanPart * direction));
    }
}

void TimeGestures::moveCursor(int direction) {
    const TimeRange range = feed_.range();
    const double from = feed_.cursor().value_or((range.from + range.to) / 2);
    feed_.setCursor(
        std::clamp(from + direction * range.span() * kCursorPart, range.from, range.to));
}

/// The brush starts at the cursor and its end moves with it.
void TimeGestures::moveBrush(int direction) {
    const TimeRange range = feed_.range();
    const double start = feed_.cursor().value_or((range.from + range.to) / 2);
    moveCursor(direction);
    const double end = *feed_.cursor();
    const std::optional<TimeRange> old = feed_.brush();
    if (!old || (start != old->from && start != old->to)) {
        feed_.setBrush(ordered(start, end));
    } else {
        feed_.setBrush(ordered(start == old->to ? old->from : old->to, end));
    }
}

}  // namespace sagebench::ui
