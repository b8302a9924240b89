// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <cstdint>
#include <memory>
#include <optional>

#include "charts/TimeRange.h"
#include "run/RunDocument.h"

namespace sagebench::ui {

/// What the charts of a page share: the workload, the time range, the cursor, the brushed range,
/// the pause, and the one timer that has them redrawn: at most 30 times a second, while the page is
/// visible and there is something new.
class ChartFeed : public QObject {
    Q_OBJECT
  public:
    static constexpr int kTickMs = 33;

    /// `document` must outlive it.
    explicit ChartFeed(RunDocument& document, QObject* parent = nullptr);
    ~ChartFeed() override;

    const RunDocument& document() const { return document_; }

    /// The workload shown, an index of document().workloads(); -1: none.
    int workload() const { return workload_; }
    /// Absent: follows the run.
    std::optional<int> chosenWorkload() const { return chosen_; }
    void followRun();
    void chooseWorkload(int index);
    /// Its series, while paused as it was then; null: no workload.
    const WorkloadSeries* series() const { return series_.get(); }
    /// Another number when series() is not the same one grown.
    std::uint64_t source() const { return source_; }
    bool hasData() const { return series_ && !series_->empty(); }
    /// Seconds from the axis' zero to what is known last.
    double length() const;
    /// Run clock of the axis' zero: of the measured part, or before that of the first request.
    Nanos origin() const;

    TimeRange range() const;
    TimeRange fullRange() const;
    bool isZoomed() const { return zoom_.has_value(); }
    /// Kept within what there is; all of it means not zoomed.
    void setRange(TimeRange range);
    void resetRange();
    /// The timeline tells what its bars span (run clock), warm-up too: one can pan so far.
    void noteBars(Nanos first, Nanos last);

    std::optional<double> cursor() const { return cursor_; }
    void setCursor(std::optional<double> seconds);
    std::optional<TimeRange> brush() const { return brush_; }
    void setBrush(std::optional<TimeRange> range);
    /// Whether a drag brushes a range where it would zoom.
    bool isBrushing() const { return brushing_; }
    void setBrushing(bool brushing);

    bool isPaused() const { return paused_; }
    /// Paused: series() stays as it is while the run goes on.
    void setPaused(bool paused);

    /// Whether the charts are seen; nothing ticks while they aren't.
    void setVisible(bool visible);
    /// Something to draw: at the next tick.
    void markDirty();
    bool isTicking() const { return timer_.isActive(); }
    /// How many times redraw() was sent.
    std::uint64_t redraws() const { return redraws_; }

  Q_SIGNALS:
    /// Charts take what they show anew.
    void redraw();
    /// At most once a tick.
    void cursorMoved();
    void workloadChanged(int index);
    void rangeChanged();
    void brushChanged();
    void brushingChanged(bool brushing);
    void pausedChanged(bool paused);

  private:
    void sync();
    void take(int workload);
    void onReplaced();
    void tick();
    void wake();
    int wantedWorkload() const;
    bool isGrowing() const;
    TimeRange limits() const;
    double lengthNow() const;

    RunDocument& document_;
    QTimer timer_;
    std::optional<int> chosen_;
    int workload_ = -1;
    std::shared_ptr<const WorkloadSeries> series_, live_;
    Nanos seriesOrigin_{};
    std::uint64_t source_ = 0;
    std::optional<Nanos> firstBar_, lastBar_;
    std::optional<TimeRange> zoom_, brush_;
    std::optional<double> cursor_;
    double frozenLength_ = 0;
    bool frozenGrowing_ = false;
    bool brushing_ = false, paused_ = false, visible_ = false;
    bool dirty_ = false, cursorDirty_ = false;
    int idleTicks_ = 0;
    std::uint64_t redraws_ = 0;
};

}  // namespace sagebench::ui
