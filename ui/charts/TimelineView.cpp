// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimelineView.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "charts/ChartFeed.h"
#include "charts/PlotView.h"
#include "charts/TimeGestures.h"
#include "charts/TimeOverlay.h"

namespace sagebench::ui {
namespace {

constexpr double kHighestRow = 60;

}  // namespace

TimelineView::TimelineView(ChartFeed& feed, QWidget* parent)
    : QAbstractScrollArea(parent), feed_(feed), colors_(chartColors(palette())) {
    setAccessibleName(tr("Request timeline"));
    setAccessibleDescription(tr("One bar a request, from due to sent to first token to end"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    gestures_ = new TimeGestures(*this, feed, [this] { return layoutNow().plot; });
    connect(gestures_, &TimeGestures::changed, this, &TimelineView::hover);
    connect(gestures_, &TimeGestures::clicked, this, &TimelineView::pick);
    connect(&feed_, &ChartFeed::redraw, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    connect(&feed_, &ChartFeed::cursorMoved, viewport(), qOverload<>(&QWidget::update));
    const RunDocument& document = feed_.document();
    connect(&document, &RunDocument::rowsReset, this, [this] {
        stale_ = true;
        feed_.markDirty();
    });
    connect(&document, &RunDocument::rowsAppended, &feed_, &ChartFeed::markDirty);
}

TimelineView::~TimelineView() {
    // It must not see the events of a view that is half gone.
    delete gestures_;
}

std::vector<LegendEntry> TimelineView::legend() const {
    using Mark = LegendEntry::Mark;
    const auto entry = [](const QString& name, const QString& tip, QColor ChartColors::*colour) {
        return LegendEntry{name, tip, Mark::Block, colour, Qt::SolidLine};
    };
    return {
        entry(tr("waits"), tr("From sent to the first token; paler: from due to sent"),
              &ChartColors::waiting),
        entry(tr("receives"), tr("From the first token to the end, of a request that ended well"),
              &ChartColors::ok),
        entry(tr("failed"), tr("The request failed: the tooltip says of what"),
              &ChartColors::failed),
        entry(tr("cancelled"), tr("Cut off at the end of the run"), &ChartColors::cancelled),
        entry(tr("warm-up"), tr("Counts in no figure; pan to the left of 0 to see them"),
              &ChartColors::warmup)};
}

void TimelineView::refresh() {
    takeRows();
    placeRows();
    viewport()->update();
}

/// While paused only another workload is taken.
void TimelineView::takeRows() {
    const bool another = workload_ != feed_.workload();
    if (feed_.isPaused() && !another) {
        return;
    }
    const std::vector<RequestRow>& rows = feed_.document().rows();
    if (another || stale_ || taken_ > rows.size()) {
        bars_.clear();
        taken_ = 0;
        stale_ = false;
        workload_ = feed_.workload();
        rowHeight_ = another ? std::nullopt : rowHeight_;
        marked_ = another ? std::nullopt : marked_;
    }
    if (taken_ < rows.size()) {
        bars_.append(std::span(rows).subspan(taken_), static_cast<int>(taken_), workload_);
        taken_ = rows.size();
    }
    if (!bars_.empty()) {
        feed_.noteBars(bars_.begin(), bars_.end());
    }
}

QRectF TimelineView::plotArea() const {
    const QMarginsF margins = plotMargins(QFontMetricsF(axisFont(font())), false);
    return QRectF(QPointF(), QSizeF(viewport()->size())).marginsRemoved(margins);
}

double TimelineView::fittingHeight() const {
    const double highest = QFontMetricsF(axisFont(font())).height() * 1.2;
    const double all =
        plotArea().height() / static_cast<double>(std::max<std::size_t>(part_.count, 1));
    return std::min(std::max(all, 1e-6), highest);
}

TimelineLayout TimelineView::layoutNow() const {
    return {{plotArea(), feed_.range()},
            feed_.origin(),
            part_,
            std::max(rowHeight_.value_or(0), fittingHeight()),
            rowHeight_ ? static_cast<double>(verticalScrollBar()->value()) : 0.0};
}

/// The rows of the time range; one that shows the newest goes on doing so.
void TimelineView::placeRows() {
    const TimeRange range = feed_.range();
    const auto at = [this](double seconds) { return feed_.origin() + fromMs(seconds * 1000); };
    part_ = bars_.within(at(range.from), at(range.to));
    const TimelineLayout layout = layoutNow();
    QScrollBar& bar = *verticalScrollBar();
    const bool atEnd = bar.maximum() > 0 && bar.value() == bar.maximum();
    const double hidden = layout.contentHeight() - layout.plot.area.height();
    bar.setRange(0, rowHeight_ ? std::max(0, static_cast<int>(std::ceil(hidden))) : 0);
    bar.setPageStep(static_cast<int>(layout.plot.area.height()));
    bar.setSingleStep(std::max(1, static_cast<int>(layout.rowHeight)));
    if (atEnd && feed_.document().isLive()) {
        bar.setValue(bar.maximum());
    }
}

void TimelineView::zoomRows(double factor, double y) {
    const TimelineLayout before = layoutNow();
    const double row = (y - before.plot.area.top() + before.scrolled) / before.rowHeight;
    const double wanted = std::min(before.rowHeight * factor, kHighestRow);
    rowHeight_ = wanted <= fittingHeight() ? std::nullopt : std::optional(wanted);
    placeRows();
    const double scrolled = row * layoutNow().rowHeight - (y - before.plot.area.top());
    verticalScrollBar()->setValue(static_cast<int>(std::lround(scrolled)));
    viewport()->update();
}

std::optional<std::size_t> TimelineView::placeAt(double y) const {
    const TimelineBars::Part part = layoutNow().partAt(y);
    return part.count > 0 ? std::optional(bars_.longest(part)) : std::nullopt;
}

std::optional<std::size_t> TimelineView::markedPlace() const {
    if (!marked_) {
        return std::nullopt;
    }
    RequestBrief key;
    key.index = marked_->index;
    key.phase = marked_->phase;
    key.sent = marked_->sent;
    const std::size_t place = bars_.find(key);
    return place < bars_.size() ? std::optional(place) : std::nullopt;
}

/// Rows move when the document's list changes: the bar's own note may be of before.
int TimelineView::rowOf(const TimelineBar& bar) const {
    const std::vector<RequestRow>& rows = feed_.document().rows();
    const auto isIt = [&](const RequestRow& row) {
        return row.workload == workload_ && row.brief.phase == bar.phase &&
               row.brief.index == bar.index;
    };
    if (static_cast<std::size_t>(bar.row) < rows.size() &&
        isIt(rows[static_cast<std::size_t>(bar.row)])) {
        return bar.row;
    }
    const auto found = std::ranges::find_if(rows, isIt);
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

int TimelineView::highlighted() const {
    return marked_ ? rowOf(*marked_) : -1;
}

void TimelineView::paintEvent(QPaintEvent*) {
    ++paints_;
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), colors_.background);
    painter.setFont(axisFont(font()));
    const TimelineLayout layout = layoutNow();
    if (bars_.empty()) {
        const RunState state = feed_.document().state();
        const bool isOver = state != RunState::Empty && !feed_.document().isLive();
        paintNothing(painter, viewport()->rect(),
                     isOver ? tr("No data") : tr("No requests have ended yet"), colors_);
        return;
    }
    paintTimelineAxes(painter, layout, bars_, colors_);
    painter.setClipRect(layout.plot.area);
    paintBars(painter, layout, bars_, colors_);
    if (const auto place = markedPlace()) {
        paintHighlight(painter, layout, bars_, *place, colors_);
    }
    for (const auto& span : {feed_.brush(), gestures_->dragged()}) {
        if (span) {
            paintSpan(painter, layout.plot, *span, colors_);
        }
    }
    if (feed_.cursor()) {
        paintCursor(painter, layout.plot, *feed_.cursor(), colors_);
    }
}

void TimelineView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    placeRows();
}

void TimelineView::showEvent(QShowEvent* event) {
    QAbstractScrollArea::showEvent(event);
    feed_.markDirty();
}

void TimelineView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colors_ = chartColors(palette());
    }
}

}  // namespace sagebench::ui
