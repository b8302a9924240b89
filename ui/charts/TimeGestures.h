// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>
#include <functional>
#include <optional>

#include "charts/TimeRange.h"

class QAbstractScrollArea;
class QKeyEvent;
class QMouseEvent;

namespace sagebench::ui {

class ChartFeed;

/// What mouse and keys do on every view over time: hover moves the shared cursor, drag zooms (or
/// brushes: with Shift, or while the feed says so), double click resets. Left and Right pan, with
/// Ctrl they move the cursor and with Shift the brush; + and - zoom, 0 and Home reset, Space
/// pauses, Esc clears the brush.
class TimeGestures : public QObject {
    Q_OBJECT
  public:
    /// The view deletes it first of all. `plot` tells where the time axis lies in the viewport.
    TimeGestures(QAbstractScrollArea& view, ChartFeed& feed, std::function<TimePlot()> plot);

    /// The range of a drag that is going on.
    std::optional<TimeRange> dragged() const;
    bool isDragBrush() const { return brushes_; }
    /// The mouse, while it is over the plot.
    std::optional<QPoint> pointer() const { return pointer_; }

  Q_SIGNALS:
    /// dragged() or pointer() changed.
    void changed();
    void clicked(const QPoint& at);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    bool onMouse(QEvent* event);
    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void leave();
    void cancelDrag();
    bool onKey(const QKeyEvent& event);
    bool isOurs(const QKeyEvent& event) const;
    bool clearBrush();
    void zoomBy(double factor);
    void stepSideways(Qt::KeyboardModifiers modifiers, int direction);
    void moveCursor(int direction);
    void moveBrush(int direction);

    QAbstractScrollArea& view_;
    ChartFeed& feed_;
    std::function<TimePlot()> plot_;
    std::optional<QPoint> pressed_, pointer_;
    QPoint now_;
    bool brushes_ = false;
};

}  // namespace sagebench::ui
