// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QLineSeries>
#include <optional>

#include "charts/ChartText.h"
#include "charts/DistributionBins.h"
#include "charts/LimitLines.h"
#include "charts/PlotView.h"

namespace sagebench::ui {

class ChartFeed;

enum class Latency { Ttft, Tpot, Itl, E2el };

/// How the latencies of all successful requests so far are spread: a histogram or a cumulative
/// curve, with percentile marks. Not over time, so it has no part in the range and the cursor.
class DistributionChart : public PlotView {
    Q_OBJECT
  public:
    explicit DistributionChart(ChartFeed& feed, QWidget* parent = nullptr);
    ~DistributionChart() override;

    Latency latency() const { return latency_; }
    bool isCumulative() const { return cumulative_; }
    XScale scale() const { return scale_; }
    void setLatency(Latency latency);
    void setCumulative(bool cumulative);
    void setScale(XScale scale);

    QString title() const;
    QString definition() const;
    const std::vector<ShareBin>& bins() const { return bins_; }
    /// SLOs on the latency shown, those far off too.
    const std::vector<LimitLine>& limits() const { return limits_; }
    /// Of the axis, in ms.
    TimeRange range() const { return range_; }
    /// Takes what the feed shows now.
    void refresh();

  Q_SIGNALS:
    /// title() and definition() changed.
    void titleChanged();

  protected:
    void onPlaced() override;
    void applyColors() override;
    void showEvent(QShowEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

  private:
    struct PercentileMark {
        const char* name;
        double p;
        QColor ChartColors::*colour;
    };
    static const PercentileMark kMarks[4];

    const LatencyHistogram* histogram() const;
    void onRedraw();
    void showBins(const LatencyHistogram& histogram);
    void showCurve(const LatencyHistogram& histogram);
    void showTicks();
    void showShares(double most);
    void nameIt();
    TimePlot plot() const;
    void takeLimits();
    void paintMarks(QPainter& painter) const;
    void paintLimits(QPainter& painter) const;
    void paintHover(QPainter& painter) const;
    std::vector<Reading> readingsAt(double place) const;

    ChartFeed& feed_;
    Latency latency_ = Latency::Ttft;
    bool cumulative_ = false;
    XScale scale_ = XScale::Linear;
    QCategoryAxis* x_;
    QValueAxis* y_;
    QLineSeries *steps_, *floor_, *curve_;
    QAreaSeries* area_;
    std::vector<ShareBin> bins_;
    std::vector<LimitLine> limits_;
    std::vector<double> ticks_;
    TimeRange range_{0, 1};
    double shownShare_ = 0;
    std::optional<double> hover_;
    std::uint64_t drawnSource_ = 0, drawnRevision_ = 0;
};

}  // namespace sagebench::ui
