// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/LivePage.h"

#include <QVBoxLayout>
#include <algorithm>
#include <limits>
#include <optional>

#include "charts/ChartFeed.h"
#include "charts/DistributionChart.h"
#include "charts/ItlChart.h"
#include "charts/LoadChart.h"
#include "charts/RangePanel.h"
#include "charts/ThroughputChart.h"
#include "charts/TimelineView.h"
#include "charts/TtftChart.h"
#include "pages/ChartPanel.h"
#include "pages/DistributionControls.h"
#include "pages/LiveGrid.h"
#include "pages/LiveToolbar.h"
#include "pages/ValidityBanner.h"

namespace sagebench::ui {

class LivePage::Parts {
  public:
    Parts(LivePage& page, RunDocument& document)
        : feed(document),
          validity(new ValidityBanner(&page)),
          toolbar(new LiveToolbar(feed)),
          grid(new LiveGrid),
          range(new RangePanel(feed)) {
        addTimeChart("ttft_over_time", new TtftChart(feed));
        addTimeChart("itl_over_time", new ItlChart(feed));
        addTimeChart("throughput", new ThroughputChart(feed));
        addTimeChart("load", new LoadChart(feed));
        addDistribution();
        addTimeline();
        grid->restore();
        auto* column = new QVBoxLayout(&page);
        column->setContentsMargins(6, 6, 6, 6);
        column->setSpacing(6);
        column->addWidget(validity);
        column->addWidget(toolbar);
        column->addWidget(grid, 1);
        column->addWidget(range);
    }

    ~Parts() {
        // Charts let go of the feed before it ends.
        delete grid;
        delete toolbar;
        delete range;
    }

    std::uint64_t repaints() const {
        std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
        for (const TimeChart* chart : timeCharts) {
            if (chart->isVisible()) {
                least = std::min(least, chart->paints());
            }
        }
        if (least != std::numeric_limits<std::uint64_t>::max()) {
            return least;
        }
        return distribution->isVisible() ? distribution->paints() : timeline->paints();
    }

    /// Charts that aren't seen are not redrawn: before they are exported they take what there is.
    void refreshHidden() {
        for (TimeChart* chart : timeCharts) {
            if (!chart->isVisible()) {
                chart->refresh();
            }
        }
        if (!distribution->isVisible()) {
            distribution->refresh();
        }
        if (!timeline->isVisible()) {
            timeline->refresh();
        }
    }

    ChartFeed feed;
    ValidityBanner* validity;
    LiveToolbar* toolbar;
    LiveGrid* grid;
    RangePanel* range;
    std::vector<TimeChart*> timeCharts;
    DistributionChart* distribution = nullptr;
    TimelineView* timeline = nullptr;

  private:
    ChartPanel* addPanel(const QString& id, QWidget& chart) {
        auto* panel = new ChartPanel(id, chart);
        grid->addPanel(*panel);
        return panel;
    }

    void addTimeChart(const QString& id, TimeChart* chart) {
        timeCharts.push_back(chart);
        addPanel(id, *chart)
            ->setText(chart->accessibleName(), chart->accessibleDescription(), chart->legend());
    }

    void addDistribution() {
        distribution = new DistributionChart(feed);
        ChartPanel* panel = addPanel("distribution", *distribution);
        const auto name = [this, panel] {
            panel->setText(distribution->title(), distribution->definition(), {});
        };
        connect(distribution, &DistributionChart::titleChanged, panel, name);
        panel->addControl(*new DistributionControls(*distribution));
        name();
    }

    void addTimeline() {
        timeline = new TimelineView(feed);
        addPanel("timeline", *timeline)
            ->setText(tr("Timeline"),
                      tr("One bar a request, in the order of sending. "
                         "Ctrl+wheel makes rows higher"),
                      timeline->legend());
    }
};

LivePage::LivePage(RunDocument& document, QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>(*this, document)) {
    connect(&parts_->feed, &ChartFeed::pausedChanged, this, &LivePage::pausedChanged);
    connect(parts_->timeline, &TimelineView::requestPicked, this, &LivePage::requestPicked);
    const auto tellValidity = [this, &document] {
        parts_->validity->setNotices(validityNoticesOf(document));
    };
    connect(&document, &RunDocument::replaced, this, tellValidity);
    connect(&document, &RunDocument::snapshotAdded, this, tellValidity);
    connect(&document, &RunDocument::workloadDone, this, tellValidity);
    connect(&document, &RunDocument::stateChanged, this, tellValidity);
    tellValidity();
}

LivePage::~LivePage() = default;

std::vector<NamedChart> LivePage::charts() const {
    parts_->refreshHidden();
    std::vector<NamedChart> charts;
    for (ChartPanel* panel : parts_->grid->panels()) {
        charts.push_back({panel->id(), panel->title(), &panel->figure()});
    }
    return charts;
}

void LivePage::highlightRequest(int row) {
    const std::vector<RequestRow>& rows = parts_->feed.document().rows();
    if (row >= 0 && static_cast<std::size_t>(row) < rows.size()) {
        const int workload = rows[static_cast<std::size_t>(row)].workload;
        if (workload != parts_->feed.workload()) {
            parts_->feed.chooseWorkload(workload);
        }
    }
    parts_->timeline->highlight(row);
}

bool LivePage::isPaused() const {
    return parts_->feed.isPaused();
}

void LivePage::setPaused(bool paused) {
    parts_->feed.setPaused(paused);
}

ChartFeed& LivePage::feed() {
    return parts_->feed;
}

std::uint64_t LivePage::repaints() const {
    return parts_->repaints();
}

void LivePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    parts_->feed.setVisible(true);
}

void LivePage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    parts_->feed.setVisible(false);
}

}  // namespace sagebench::ui
