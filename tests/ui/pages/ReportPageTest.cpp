// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReportPage.h"

#include <gmock/gmock.h>

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QTextTable>
#include <algorithm>
#include <fstream>

#include "campaign/CampaignChart.h"
#include "campaign/CampaignReport.h"
#include "core/campaign/SampleCampaign.h"
#include "report/MarkdownReport.h"
#include "support/TemporaryFolder.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using testing::HasSubstr;

int countPixels(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixelColor(x, y) == colour;
        }
    }
    return count;
}

class ReportPageTest : public testing::Test {
  protected:
    QPushButton& button(int index) { return *page.findChildren<QPushButton*>().at(index); }
    std::string rendered() {
        return page.findChild<QTextBrowser*>()->document()->toPlainText().toStdString();
    }
    void choose(const QString& tool) { page.findChild<QComboBox*>()->setCurrentText(tool); }
    bool waitFor(const std::string& text) {
        return QTest::qWaitFor([&] { return source().find(text) != std::string::npos; });
    }
    std::string source() { return page.findChild<QPlainTextEdit*>()->toPlainText().toStdString(); }

    RunDocument document;
    ReportPage page{document};
};

TEST_F(ReportPageTest, hasNothingToShowWithoutAWorkload) {
    page.show();
    EXPECT_FALSE(page.findChild<QTextBrowser*>()->isVisible());
    EXPECT_FALSE(button(1).isEnabled());
    EXPECT_FALSE(button(2).isEnabled());
}

TEST_F(ReportPageTest, showsAndCopiesWhatIsWritten) {
    document.open(test::storedRun(50));
    page.show();
    EXPECT_THAT(rendered(), HasSubstr("Benchmark report"));
    button(0).click();
    EXPECT_TRUE(page.findChild<QPlainTextEdit*>()->isVisible());
    EXPECT_EQ(source(), markdownReport(document.summary()));
    button(1).click();
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(),
              markdownReport(document.summary()));
}

TEST_F(ReportPageTest, ofACampaignItIsTheCampaigns) {
    StoredRun last = test::storedRun(50);
    last.campaignReport = "# Sweep over rates\n";
    document.open(std::move(last));
    page.show();
    EXPECT_EQ(source(), "# Sweep over rates\n");
    document.open(test::storedRun(50));
    EXPECT_THAT(source(), HasSubstr("Benchmark report"));
}

TEST_F(ReportPageTest, theChartOfACampaignCrossesRunsThatAreNotValid) {
    const sagebench::test::TemporaryFolder folder;
    const auto redPixels = [&](const CampaignSummary& sweep) {
        std::ofstream(folder / kChartName) << *campaignChart(sweep);
        StoredRun last = test::storedRun(50);
        last.origin = folder.path();
        last.campaignReport = campaignReport(sweep);
        document.open(std::move(last));
        const auto chart = page.findChild<QTextBrowser*>()
                               ->loadResource(QTextDocument::ImageResource, QUrl(kChartName))
                               .value<QImage>();
        EXPECT_FALSE(chart.isNull());
        return countPixels(chart, QColor("#e5484d"));
    };
    CampaignSummary sweep = sagebench::test::sampleSweep();
    EXPECT_EQ(redPixels(sweep), 0);
    sweep.points[4].workloads[0].validity = "client_limited";
    const int one = redPixels(sweep);
    EXPECT_GT(one, 0);
    sweep.points[3].workloads[0].validity = "client_limited";
    EXPECT_GT(redPixels(sweep), one);
}

TEST_F(ReportPageTest, asksForTheExport) {
    document.open(test::storedRun(50));
    page.show();
    QSignalSpy asked(&page, &ReportPage::exportRequested);
    button(2).click();
    EXPECT_EQ(asked.count(), 1);
}

TEST_F(ReportPageTest, isMadeWhenSeenAndWhenAWorkloadIsDone) {
    const RunPlan plan = test::plan();
    document.beginLive(plan);
    document.noteStarted(test::info(plan));
    page.show();
    EXPECT_EQ(rendered(), "");
    QSignalSpy done(&document, &RunDocument::workloadDone);
    document.addWorkload(test::workloadResult(plan.workloads[0], test::records(50)));
    ASSERT_TRUE(done.wait());
    EXPECT_THAT(rendered(), HasSubstr("short"));
    page.hide();
    document.clear();
    page.show();
    EXPECT_FALSE(page.findChild<QTextBrowser*>()->isVisible());
}

TEST_F(ReportPageTest, showsAndCopiesTheFiguresByAnotherToolsDefinitions) {
    document.open(test::storedRun(50));
    page.show();
    choose("vLLM");
    ASSERT_TRUE(waitFor("# Figures by other definitions"));
    EXPECT_THAT(source(), testing::ContainsRegex("[|] Figure +[|] SageBench +[|] +vLLM +[|]"));
    EXPECT_THAT(source(), HasSubstr("## long"));
    button(1).click();
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), source());
    choose("all");
    ASSERT_TRUE(waitFor("AIPerf"));
    choose("SageBench");
    EXPECT_EQ(source(), markdownReport(document.summary()));
}

TEST_F(ReportPageTest, emptyCellsStandByThemselves) {
    document.open(test::storedRun(50));
    page.show();
    choose("vLLM");
    ASSERT_TRUE(waitFor("# Figures by other definitions"));
    for (QTextFrame* frame :
         page.findChild<QTextBrowser*>()->document()->rootFrame()->childFrames()) {
        if (const auto* table = qobject_cast<QTextTable*>(frame)) {
            for (int row = 0; row < table->rows(); ++row) {
                EXPECT_EQ(table->cellAt(row, 2).columnSpan(), 1) << row;
            }
        }
    }
}

TEST_F(ReportPageTest, definitionsFollowTheRun) {
    document.open(test::storedRun(50, {"before"}));
    page.show();
    choose("MLPerf");
    ASSERT_TRUE(waitFor("## before"));
    document.open(test::storedRun(50, {"after"}));
    EXPECT_EQ(source(), "") << "nothing of the run before";
    ASSERT_TRUE(waitFor("## after"));
    document.clear();
    EXPECT_EQ(source(), "");
}

TEST_F(ReportPageTest, definitionsOfARunWithoutRecordsAreNone) {
    StoredRun run = test::storedRun(50);
    run.recordsOf = [](const std::string&) { return nullptr; };
    document.open(std::move(run));
    page.show();
    choose("vLLM");
    const auto says = [this](const QString& text) {
        const auto labels = page.findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](auto* label) {
            return label->isVisible() && label->text().contains(text);
        });
    };
    EXPECT_TRUE(QTest::qWaitFor([&] { return says("no records here"); }));
    EXPECT_FALSE(button(1).isEnabled()) << "there is nothing to copy";
    EXPECT_TRUE(button(2).isEnabled()) << "the report can be exported";
}

TEST_F(ReportPageTest, mayGoAwayWhileFiguresAreWorkedOut) {
    RunDocument other;
    ReportPage shortLived(other);
    other.open(test::storedRun(2000));
    shortLived.show();
    shortLived.findChild<QComboBox*>()->setCurrentText("all");
}

TEST_F(ReportPageTest, htmlAndImagesStayText) {
    StoredRun run = test::storedRun(5);
    run.summary.run.engine.model = "<img src='http://127.0.0.1:1/x.png'> ![x](/etc/hostname)";
    document.open(std::move(run));
    page.show();
    EXPECT_THAT(rendered(), HasSubstr("<img src='http://127.0.0.1:1/x.png'>"));
}

TEST_F(ReportPageTest, tablesHaveRulesInBothColours) {
    document.open(test::storedRun(50));
    page.show();
    const auto borderOfFirstTable = [this] {
        for (QTextFrame* frame :
             page.findChild<QTextBrowser*>()->document()->rootFrame()->childFrames()) {
            if (auto* table = qobject_cast<QTextTable*>(frame)) {
                EXPECT_TRUE(table->format().borderCollapse());
                return table->format().borderBrush().color();
            }
        }
        return QColor();
    };
    const QColor light = borderOfFirstTable();
    EXPECT_TRUE(light.isValid());
    QPalette dark;
    dark.setColor(QPalette::Window, Qt::black);
    dark.setColor(QPalette::Base, Qt::black);
    page.setPalette(dark);
    EXPECT_NE(borderOfFirstTable(), light);
}

}  // namespace
}  // namespace sagebench::ui
