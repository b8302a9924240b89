// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/LimitLines.h"

#include <gmock/gmock.h>

#include <QImage>

namespace sagebench::ui {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

SloPlan plan() {
    SloPlan slo;
    slo.limits = {{SloMetric::Ttft, milliseconds(200), {}},
                  {SloMetric::Tpot, milliseconds(30), {}},
                  {SloMetric::Ttft, milliseconds(300), 95.0},
                  {SloMetric::Itl, milliseconds(50), 99.9}};
    return slo;
}

std::vector<LimitLine> linesOf(std::initializer_list<SloMetric> metrics) {
    auto lines = limitLines(plan(), std::vector<SloMetric>(metrics));
    for (LimitLine& line : lines) {
        line.label.replace(QChar(QChar::Nbsp), ' ');
    }
    return lines;
}

TEST(LimitLines, namesTheMetricWhereThereMayBeOthers) {
    EXPECT_THAT(linesOf({SloMetric::Ttft}),
                ElementsAre(LimitLine{200, "SLO 200 ms"}, LimitLine{300, "SLO p95 300 ms"}));
    EXPECT_THAT(
        linesOf({SloMetric::Tpot, SloMetric::Itl}),
        ElementsAre(LimitLine{30, "SLO TPOT 30.0 ms"}, LimitLine{50, "SLO p99.9 ITL 50.0 ms"}));
    EXPECT_THAT(linesOf({SloMetric::E2el}), IsEmpty());
}

TEST(LimitLines, anAxisReachesToThoseThatAreNear) {
    const auto lines = linesOf({SloMetric::Ttft});
    EXPECT_EQ(reachWithLimits(lines, 0), 0);
    EXPECT_EQ(reachWithLimits(lines, 90), 90);    // both more than twice as far
    EXPECT_EQ(reachWithLimits(lines, 100), 210);  // the nearer one
    EXPECT_EQ(reachWithLimits(lines, 150), 315);
    EXPECT_EQ(reachWithLimits(lines, 1000), 1000);
}

TEST(LimitLines, areDrawnWhereTheyAre) {
    ChartColors colours;
    colours.slo = Qt::red;
    colours.plot = Qt::white;
    QImage image(400, 200, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintLimits(painter, QRectF(0, 0, 400, 200), 400, linesOf({SloMetric::Ttft}), colours);
    painter.end();
    const auto redIn = [&image](int row) {
        int red = 0;
        for (int x = 0; x < 200; ++x) {
            red += QColor(image.pixel(x, row)).green() < 128;
        }
        return red;
    };
    EXPECT_GT(redIn(100), 80);  // 200 of 400 ms
    EXPECT_GT(redIn(50), 80);   // 300
    EXPECT_EQ(redIn(150), 0);
}

}  // namespace
}  // namespace sagebench::ui
