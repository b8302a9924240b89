// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartExport.h"

#include <gmock/gmock.h>

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "pages/LivePage.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::set<QRgb> coloursOf(const QImage& image) {
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            colours.insert(image.pixel(x, y));
        }
    }
    return colours;
}

class ChartExportTest : public testing::Test {
  protected:
    QString path(const QString& name) const { return folder_.filePath(name); }

    RunDocument document_;
    LivePage page_{document_};
    QTemporaryDir folder_;
};

TEST_F(ChartExportTest, everyChartHasAnIdAndATitle) {
    std::vector<std::string> ids;
    for (const NamedChart& chart : page_.charts()) {
        ids.push_back(chart.id.toStdString());
        EXPECT_FALSE(chart.title.isEmpty()) << ids.back();
    }
    EXPECT_THAT(ids, ElementsAre("ttft_over_time", "itl_over_time", "throughput", "load",
                                 "distribution", "timeline"));
}

TEST_F(ChartExportTest, writesPicturesThatAreNotBlank) {
    document_.open(test::storedRun());
    page_.resize(900, 600);
    page_.show();
    QTest::qWait(100);
    for (const NamedChart& chart : page_.charts()) {
        ASSERT_TRUE(exportPng(*chart.widget, path(chart.id + ".png"), 2));
        const QImage image(path(chart.id + ".png"));
        EXPECT_EQ(image.width(), chart.widget->width() * 2);
        EXPECT_GT(coloursOf(image).size(), 20u) << chart.id.toStdString();
        ASSERT_TRUE(exportSvg(*chart.widget, path(chart.id + ".svg")));
        QFile svg(path(chart.id + ".svg"));
        ASSERT_TRUE(svg.open(QIODevice::ReadOnly));
        const QByteArray text = svg.readAll();
        EXPECT_GT(text.count("<path") + text.count("<rect") + text.count("<polyline"), 10);
        EXPECT_THAT(text.toStdString(), HasSubstr("<title>"));
    }
}

/// The line's own colour is in the picture.
bool hasData(const QString& path) {
    const QImage image(path);
    int blue = 0;
    for (int y = 30; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            blue += QColor(image.pixel(x, y)) == QColor(0x00, 0x72, 0xb2);
        }
    }
    return blue > 50;
}

TEST_F(ChartExportTest, aPageThatWasNeverShownIsDrawnForIt) {
    document_.open(test::storedRun());
    page_.resize(900, 600);
    for (const NamedChart& chart : page_.charts()) {
        if (chart.id == "itl_over_time" || chart.id == "throughput" || chart.id == "timeline") {
            ASSERT_TRUE(exportPng(*chart.widget, path("hidden.png"), 1));
            EXPECT_TRUE(hasData(path("hidden.png"))) << chart.id.toStdString();
        }
    }
}

TEST_F(ChartExportTest, aPathThatCantBeWrittenIsNamed) {
    QWidget chart;
    chart.resize(50, 50);
    const QString nowhere = path("missing/chart.png");
    for (const auto& result : {exportPng(chart, nowhere, 1), exportSvg(chart, nowhere)}) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().kind, ErrorKind::Io);
        EXPECT_THAT(result.error().message, HasSubstr(nowhere.toStdString()));
    }
    EXPECT_FALSE(QFile::exists(nowhere));
}

}  // namespace
}  // namespace sagebench::ui
