// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartFeed.h"

#include <algorithm>
#include <utility>

#include "charts/AxisSteps.h"

namespace sagebench::ui {
namespace {

constexpr double kShortestRange = 0.001;
/// News come about as often as ticks: one tick without any is no reason to stop.
constexpr int kIdleTicks = 8;

}  // namespace

ChartFeed::ChartFeed(RunDocument& document, QObject* parent)
    : QObject(parent), document_(document) {
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(kTickMs);
    connect(&timer_, &QTimer::timeout, this, &ChartFeed::tick);
    connect(&document_, &RunDocument::replaced, this, &ChartFeed::onReplaced);
    connect(&document_, &RunDocument::snapshotAdded, this, &ChartFeed::sync);
    connect(&document_, &RunDocument::workloadDone, this, &ChartFeed::sync);
    connect(&document_, &RunDocument::stateChanged, this, &ChartFeed::sync);
    sync();
}

ChartFeed::~ChartFeed() = default;

int ChartFeed::wantedWorkload() const {
    const auto count = static_cast<int>(document_.workloads().size());
    const int wanted = chosen_.value_or(std::max(document_.currentWorkload(), 0));
    return wanted < count ? wanted : count - 1;
}

void ChartFeed::onReplaced() {
    chosen_.reset();
    setPaused(false);
    take(-1);
    sync();
}

/// Takes what the document shows now, unless paused.
void ChartFeed::sync() {
    if (paused_) {
        return;
    }
    if (const int wanted = wantedWorkload(); wanted != workload_) {
        take(wanted);
    }
    live_ =
        workload_ < 0 ? nullptr : document_.workloads()[static_cast<std::size_t>(workload_)].series;
    if (live_ != series_ || (live_ && live_->origin() != seriesOrigin_)) {
        series_ = live_;
        seriesOrigin_ = live_ ? live_->origin() : Nanos{};
        ++source_;
    }
    markDirty();
}

/// Another workload has another time axis.
void ChartFeed::take(int workload) {
    workload_ = workload;
    ++source_;
    zoom_.reset();
    cursor_.reset();
    firstBar_.reset();
    lastBar_.reset();
    setBrush(std::nullopt);
    Q_EMIT workloadChanged(workload_);
    Q_EMIT rangeChanged();
}

void ChartFeed::followRun() {
    chosen_.reset();
    const bool wasPaused = std::exchange(paused_, false);
    sync();
    if (wasPaused) {
        setPaused(true);
    }
}

void ChartFeed::chooseWorkload(int index) {
    chosen_ = index;
    const bool wasPaused = std::exchange(paused_, false);
    sync();
    if (wasPaused) {
        setPaused(true);
    }
}

/// Whether the shown workload gets longer.
bool ChartFeed::isGrowing() const {
    return paused_ ? frozenGrowing_
                   : document_.isLive() && workload_ == document_.currentWorkload();
}

double ChartFeed::length() const {
    return paused_ ? frozenLength_ : lengthNow();
}

double ChartFeed::lengthNow() const {
    if (!hasData()) {
        return firstBar_ ? toSeconds(*lastBar_ - *firstBar_) : 0;
    }
    const double slices = series_->lengthSeconds();
    if (const RunSnapshot* latest = document_.latest(); latest && isGrowing()) {
        const double seen = toSeconds(latest->at - series_->origin());
        return std::clamp(seen, slices - series_->bucketSeconds(), slices);
    }
    return slices;
}

Nanos ChartFeed::origin() const {
    return hasData() ? series_->origin() : firstBar_.value_or(Nanos{});
}

TimeRange ChartFeed::fullRange() const {
    const double end = isGrowing() ? followedEnd(length()) : length();
    return {0, end > 0 ? end : 1};
}

TimeRange ChartFeed::limits() const {
    const double first = firstBar_ ? toSeconds(*firstBar_ - origin()) : 0;
    return {std::min(first, 0.0), fullRange().to};
}

TimeRange ChartFeed::range() const {
    return zoom_.value_or(fullRange());
}

void ChartFeed::setRange(TimeRange range) {
    const TimeRange kept = within(range, limits(), kShortestRange);
    zoom_ = kept == fullRange() ? std::nullopt : std::optional(kept);
    markDirty();
    Q_EMIT rangeChanged();
}

void ChartFeed::resetRange() {
    zoom_.reset();
    markDirty();
    Q_EMIT rangeChanged();
}

void ChartFeed::noteBars(Nanos first, Nanos last) {
    if (firstBar_ != first || lastBar_ != last) {
        firstBar_ = first;
        lastBar_ = last;
        markDirty();
    }
}

void ChartFeed::setCursor(std::optional<double> seconds) {
    if (cursor_ != seconds) {
        cursor_ = seconds;
        cursorDirty_ = true;
        wake();
    }
}

void ChartFeed::setBrush(std::optional<TimeRange> range) {
    if (brush_ != range) {
        brush_ = range;
        markDirty();
        Q_EMIT brushChanged();
    }
}

void ChartFeed::setBrushing(bool brushing) {
    if (std::exchange(brushing_, brushing) != brushing) {
        Q_EMIT brushingChanged(brushing);
    }
}

void ChartFeed::setPaused(bool paused) {
    if (paused == paused_) {
        return;
    }
    if (paused) {
        frozenLength_ = lengthNow();
        frozenGrowing_ = isGrowing();
        series_ = live_ ? std::make_shared<WorkloadSeries>(*live_) : nullptr;
        paused_ = true;
        ++source_;
        markDirty();
    } else {
        paused_ = false;
        sync();
    }
    Q_EMIT pausedChanged(paused_);
}

void ChartFeed::setVisible(bool visible) {
    visible_ = visible;
    if (!visible) {
        timer_.stop();
    } else {
        markDirty();
    }
}

void ChartFeed::markDirty() {
    dirty_ = true;
    wake();
}

void ChartFeed::wake() {
    idleTicks_ = 0;
    if (visible_ && !timer_.isActive()) {
        timer_.start();
    }
}

void ChartFeed::tick() {
    if (!dirty_ && !cursorDirty_) {
        if (++idleTicks_ >= kIdleTicks) {
            timer_.stop();
        }
        return;
    }
    idleTicks_ = 0;
    const bool cursorOnly = !std::exchange(dirty_, false);
    cursorDirty_ = false;
    if (cursorOnly) {
        Q_EMIT cursorMoved();
    } else {
        ++redraws_;
        Q_EMIT redraw();
    }
}

}  // namespace sagebench::ui
