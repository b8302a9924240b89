// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAreaSeries>
#include <QLineSeries>
#include <functional>
#include <vector>

#include "charts/ChartText.h"
#include "charts/Decimation.h"
#include "charts/LimitLines.h"
#include "charts/PlotView.h"

namespace sagebench::ui {

class ChartFeed;
class TimeGestures;

/// A chart over the feed's time range: lines, axes, shared cursor and brush, values under the
/// mouse. A kind of chart says which lines there are and puts points into them.
class TimeChart : public PlotView {
    Q_OBJECT
  public:
    /// `title` is its accessible name, `definition` what its metric means.
    TimeChart(ChartFeed& feed, const QString& title, const QString& definition,
              QWidget* parent = nullptr);
    ~TimeChart() override;

    std::vector<LegendEntry> legend() const;
    TimePlot plot() const;
    /// Takes what the feed shows now; done at each redraw while it is visible.
    void refresh();
    double leftMaximum() const { return left_.shown; }
    /// SLOs that are drawn.
    const std::vector<LimitLine>& limits() const { return limits_; }
    const Points& pointsOf(std::size_t line) const { return lines_.at(line).points; }

  protected:
    enum class Side { Left, Right };
    struct LineSpec {
        LegendEntry legend;
        std::function<QString(double)> text;  ///< a value with its unit
        Side side = Side::Left;
    };

    /// What gather() works with; there is data.
    struct View {
        Buckets buckets;
        double bucketSeconds = 0;
        double length = 0;
        TimeRange range;
        int pixels = 0;

        Bins bins(double minPixels) const;
    };

    void setLeftTitle(const QString& title);
    void addRightAxis(const QString& title);
    void addLine(LineSpec spec);
    void addLegend(LegendEntry entry) { extraLegend_.push_back(std::move(entry)); }
    /// Limits of the plan on these latencies stand on the left axis, in ms.
    void showLimitsOf(std::vector<SloMetric> metrics) { limited_ = std::move(metrics); }
    void addBand(std::size_t lower, std::size_t upper);
    /// `reach`: seconds from a point to the cursor within which it is read.
    void setPoints(std::size_t line, Points points, double reach);
    const ChartFeed& feed() const { return feed_; }

    virtual void gather(const View& view) = 0;
    virtual void clearData() {}
    /// The most that stands on the left axis beside the lines.
    virtual double largestExtra() const { return 0; }
    virtual std::vector<Reading> extraReadings(double seconds) const;
    virtual void onScaled() {}

    bool hasRightAxis() const override { return right_.axis != nullptr; }
    void onPlaced() override;
    void applyColors() override;
    void showEvent(QShowEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

  private:
    struct Line {
        LineSpec spec;
        QLineSeries* series = nullptr;
        Points points;
        double reach = 0;
    };
    struct Scale {
        QValueAxis* axis = nullptr;
        double shown = 1;
    };
    struct Band {
        std::size_t lower = 0;
        QAreaSeries* area = nullptr;
    };

    void gatherAll();
    void startScalesAnew();
    void showRange();
    void showMaximum(Scale& scale, Side side);
    double needed(Side side) const;
    void styleLine(const Line& line) const;
    std::vector<Reading> readingsAt(double seconds) const;
    void paintOverlay(QPainter& painter);

    ChartFeed& feed_;
    TimeGestures* gestures_;
    QValueAxis* time_;
    Scale left_, right_;
    TimePlot scaledFor_;
    std::vector<Line> lines_;
    std::vector<Band> bands_;
    std::vector<LegendEntry> extraLegend_;
    std::vector<SloMetric> limited_;
    std::vector<LimitLine> limits_;
};

}  // namespace sagebench::ui
