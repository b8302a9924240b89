// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAreaSeries>
#include <QChartView>
#include <QLineSeries>
#include <QValueAxis>
#include <cstdint>
#include <functional>
#include <vector>

#include "charts/ChartText.h"
#include "charts/Decimation.h"

namespace sagebench::ui {

class ChartFeed;
class TimeGestures;

/// A chart over the feed's time range: lines, axes, shared cursor and brush, values under the mouse.
/// A kind of chart says which lines there are and puts points into them.
class TimeChart : public QChartView {
    Q_OBJECT
  public:
    /// `title` is its accessible name, `definition` what its metric means.
    TimeChart(ChartFeed& feed, const QString& title, const QString& definition,
              QWidget* parent = nullptr);
    ~TimeChart() override;

    std::vector<LegendEntry> legend() const;
    /// How often it was painted.
    std::uint64_t paints() const { return paints_; }
    TimePlot plot() const;
    double leftMaximum() const { return left_.shown; }
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
    void addBand(std::size_t lower, std::size_t upper);
    /// `reach`: seconds from a point to the cursor within which it is read.
    void setPoints(std::size_t line, Points points, double reach);
    const ChartFeed& feed() const { return feed_; }
    const ChartColors& colors() const { return colors_; }

    virtual void gather(const View& view) = 0;
    virtual void clearData() {}
    /// The most that stands on the left axis beside the lines.
    virtual double largestExtra() const { return 0; }
    virtual std::vector<Reading> extraReadings(double seconds) const;
    virtual void onScaled() {}

    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
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

    void refresh();
    void gatherAll();
    void showRange();
    void showMaximum(Scale& scale, Side side);
    double needed(Side side) const;
    void placePlot();
    void applyColors();
    void styleAxis(QValueAxis& axis) const;
    void styleLine(const Line& line) const;
    std::vector<Reading> readingsAt(double seconds) const;
    void paintOverlay(QPainter& painter);

    ChartFeed& feed_;
    TimeGestures* gestures_;
    ChartColors colors_;
    QValueAxis* time_;
    Scale left_, right_;
    std::vector<Line> lines_;
    std::vector<Band> bands_;
    std::vector<LegendEntry> extraLegend_;
    std::uint64_t paints_ = 0;
};

/// Where plots lie in their widgets, so that those below each other share an axis' place.
QMarginsF plotMargins(const QFontMetricsF& metrics, bool rightAxis);
/// Axis labels and titles are a bit smaller than the window's text.
QFont axisFont(const QFont& font);
/// Ticks at nice steps about `spacing` pixels apart; never more labels than fit, on the way neither.
void setTicks(QValueAxis& axis, TimeRange range, double pixels, double spacing);

}  // namespace sagebench::ui
