// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <cstdint>
#include <optional>
#include <vector>

#include "charts/ChartText.h"
#include "charts/TimelineBars.h"
#include "charts/TimelinePainter.h"

namespace sagebench::ui {

class ChartFeed;
class TimeGestures;

/// One bar a request over the feed's time range, in the order of sending: those of the range fill
/// the height, Ctrl+wheel makes rows higher. A click or Enter picks a request; Up and Down walk.
class TimelineView : public QAbstractScrollArea {
    Q_OBJECT
  public:
    explicit TimelineView(ChartFeed& feed, QWidget* parent = nullptr);
    ~TimelineView() override;

    /// Marks a request of the shown workload and brings it into view; an index of rows(), -1: none.
    void highlight(int row);
    /// The marked request's index in rows(); -1: none.
    int highlighted() const;

    std::vector<LegendEntry> legend() const;
    std::uint64_t paints() const { return paints_; }
    TimelineLayout layoutNow() const;
    const TimelineBars& bars() const { return bars_; }
    /// Takes what the feed shows now; done at each redraw while it is visible.
    void refresh();
    /// Zooms rows; `y` keeps its place.
    void zoomRows(double factor, double y);

  Q_SIGNALS:
    void requestPicked(int row);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void takeRows();
    void placeRows();
    QRectF plotArea() const;
    double fittingHeight() const;
    std::optional<std::size_t> placeAt(double y) const;
    std::optional<std::size_t> markedPlace() const;
    int rowOf(const TimelineBar& bar) const;
    void pick(const QPoint& at);
    void hover();
    void tell(std::size_t place, const QPoint& at);
    void step(int direction);
    void mark(std::size_t place);
    void bringIntoView(std::size_t place);

    ChartFeed& feed_;
    TimeGestures* gestures_;
    ChartColors colors_;
    TimelineBars bars_;
    int workload_ = -1;
    std::size_t taken_ = 0;  ///< rows of the document that were looked at
    bool stale_ = true;      ///< the document has another list
    TimelineBars::Part part_;
    std::optional<double> rowHeight_;  ///< absent: all rows fit
    std::optional<TimelineBar> marked_;
    std::optional<std::size_t> hovered_;
    std::uint64_t paints_ = 0;
};

}  // namespace sagebench::ui
