// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/LivePage.h"

#include <gmock/gmock.h>

#include <QComboBox>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolButton>
#include <ostream>

#include "charts/ChartFeed.h"
#include "charts/DistributionChart.h"
#include "charts/ItlChart.h"
#include "charts/RangePanel.h"
#include "charts/TimelineView.h"
#include "charts/TtftChart.h"
#include "pages/ChartPanel.h"
#include "pages/LiveGrid.h"
#include "pages/ValidityBanner.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

/// The page writes its settings when it goes.
struct CleanSettings {
    ~CleanSettings() { QSettings().clear(); }
};

class LivePageTest : public testing::Test {
  protected:
    void open(StoredRun run = test::storedRun()) {
        document_.open(std::move(run));
        show();
    }
    void show() {
        page_.resize(940, 600);
        page_.show();
        QTRY_VERIFY(page_.repaints() > 0);
        QTest::qWait(100);
    }
    TtftChart& ttft() { return *page_.findChild<TtftChart*>(); }
    QPoint at(double seconds) {
        const TimePlot plot = ttft().plot();
        return QPointF(plot.xAt(seconds), plot.area.center().y()).toPoint();
    }
    void drag(double from, double to, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* viewport = ttft().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, modifiers, at(from));
        QTest::mouseMove(viewport, at((from + to) / 2));
        QTest::mouseMove(viewport, at(to));
        QTest::mouseRelease(viewport, Qt::LeftButton, modifiers, at(to));
    }
    QToolButton* button(const QString& text) {
        for (QToolButton* candidate : page_.findChildren<QToolButton*>()) {
            if (candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }

    CleanSettings settings_;
    RunDocument document_;
    LivePage page_{document_};
};

TEST_F(LivePageTest, aDragZoomsAllChartsAndADoubleClickResets) {
    open();
    const TimeRange full = page_.feed().range();
    drag(1, 3);
    EXPECT_NEAR(page_.feed().range().from, 1, 0.05);
    EXPECT_NEAR(page_.feed().range().to, 3, 0.05);
    for (TimeChart* chart : page_.findChildren<TimeChart*>()) {
        QTRY_VERIFY(chart->plot().range == page_.feed().range());
    }
    QTest::mouseDClick(ttft().viewport(), Qt::LeftButton, {}, at(2));
    EXPECT_EQ(page_.feed().range(), full);
}

TEST_F(LivePageTest, limitsOfThePlanStandInTheLatencyCharts) {
    RunPlan plan = test::plan({"w"}, 50);
    plan.slo.limits = {{SloMetric::Ttft, std::chrono::milliseconds(80), {}},
                       {SloMetric::Tpot, std::chrono::milliseconds(15), {}},
                       {SloMetric::E2el, std::chrono::seconds(60), 99.0}};
    open(test::storedRun(plan));
    EXPECT_EQ(ttft().limits().size(), 1u);
    EXPECT_GE(ttft().leftMaximum(), 80);  // requests take 50 to 59 ms
    auto* itl = page_.findChild<ItlChart*>();
    EXPECT_EQ(itl->limits().size(), 1u);
    auto* distribution = page_.findChild<DistributionChart*>();
    distribution->setLatency(Latency::Ttft);
    EXPECT_GE(distribution->range().to, 80);
    distribution->setLatency(Latency::E2el);
    EXPECT_EQ(distribution->limits().size(), 1u);
    EXPECT_LT(distribution->range().to, 1000);  // too far off
    document_.open(test::storedRun());
    ttft().refresh();
    EXPECT_TRUE(ttft().limits().empty());
}

TEST_F(LivePageTest, theCursorIsShared) {
    open();
    QTest::mouseMove(ttft().viewport(), at(2));
    ASSERT_TRUE(page_.feed().cursor());
    EXPECT_NEAR(*page_.feed().cursor(), 2, 0.05);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(ttft().viewport(), &leave);
    EXPECT_EQ(page_.feed().cursor(), std::nullopt);
}

TEST_F(LivePageTest, shiftAndDragShowTheFiguresOfTheRange) {
    open();
    auto* panel = page_.findChild<RangePanel*>();
    EXPECT_FALSE(panel->isVisible());
    QSignalSpy changed(panel, &RangePanel::figuresChanged);
    drag(1, 2, Qt::ShiftModifier);
    QTRY_VERIFY(panel->isVisible());
    EXPECT_EQ(changed.size(), 1);
    EXPECT_FALSE(page_.feed().isZoomed());
    EXPECT_NEAR(static_cast<double>(panel->figures()->ok), 10, 1);
    QTest::keyClick(&ttft(), Qt::Key_Escape);
    EXPECT_FALSE(panel->isVisible());
    EXPECT_EQ(page_.feed().brush(), std::nullopt);
}

TEST_F(LivePageTest, theToggleMakesADragSelect) {
    open();
    button("Select &range")->click();
    drag(1, 2);
    EXPECT_TRUE(page_.feed().brush());
    EXPECT_FALSE(page_.feed().isZoomed());
    button("×")->click();
    EXPECT_FALSE(page_.feed().brush());
}

TEST_F(LivePageTest, keysPanZoomResetAndPause) {
    open();
    const TimeRange full = page_.feed().range();
    QTest::keyClick(&ttft(), Qt::Key_Plus);
    const TimeRange half = page_.feed().range();
    EXPECT_NEAR(half.span(), full.span() / 2, 1e-9);
    QTest::keyClick(&ttft(), Qt::Key_Right);
    EXPECT_GT(page_.feed().range().from, half.from);
    QTest::keyClick(&ttft(), Qt::Key_Left);
    EXPECT_NEAR(page_.feed().range().from, half.from, 1e-9);
    QTest::keyClick(&ttft(), Qt::Key_Minus);
    EXPECT_EQ(page_.feed().range(), full);
    QTest::keyClick(&ttft(), Qt::Key_Plus);
    QTest::keyClick(&ttft(), Qt::Key_0);
    EXPECT_FALSE(page_.feed().isZoomed());
    QSignalSpy paused(&page_, &LivePage::pausedChanged);
    QTest::keyClick(&ttft(), Qt::Key_Space);
    EXPECT_TRUE(page_.isPaused());
    EXPECT_EQ(paused.size(), 1);
}

TEST_F(LivePageTest, keysMoveTheCursorAndSelect) {
    open();
    QTest::keyClick(&ttft(), Qt::Key_Right, Qt::ControlModifier);
    const double cursor = *page_.feed().cursor();
    QTest::keyClick(&ttft(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&ttft(), Qt::Key_Right, Qt::ShiftModifier);
    ASSERT_TRUE(page_.feed().brush());
    EXPECT_DOUBLE_EQ(page_.feed().brush()->from, cursor);
    EXPECT_NEAR(page_.feed().brush()->span(), page_.feed().range().span() * 0.02, 1e-9);
}

TEST_F(LivePageTest, escIsLeftToOthersWhenThereIsNothingToClear) {
    open();
    QKeyEvent wanted(QEvent::ShortcutOverride, Qt::Key_Escape, {});
    wanted.ignore();
    QCoreApplication::sendEvent(&ttft(), &wanted);
    EXPECT_FALSE(wanted.isAccepted());
    page_.feed().setBrush(TimeRange{1, 2});
    QCoreApplication::sendEvent(&ttft(), &wanted);
    EXPECT_TRUE(wanted.isAccepted());
}

TEST_F(LivePageTest, nothingTicksWhileThePageIsHidden) {
    open();
    page_.hide();
    EXPECT_FALSE(page_.feed().isTicking());
    page_.feed().markDirty();
    EXPECT_FALSE(page_.feed().isTicking());
    page_.show();
    EXPECT_TRUE(page_.feed().isTicking());
}

TEST_F(LivePageTest, chartsAreRepaintedAsTheRunGoesOn) {
    const RunPlan plan = test::plan({"short"}, 50);
    document_.beginLive(plan);
    show();
    const std::uint64_t before = page_.repaints();
    for (int i = 0; i < 10; ++i) {
        document_.addSnapshot(
            test::snapshot(plan.workloads[0], 0, 50, fromMs(i * 100.0), fromMs((i + 1) * 100.0)));
        QTest::qWait(ChartFeed::kTickMs + 5);
    }
    EXPECT_GE(page_.repaints(), before + 5);
    EXPECT_FALSE(ttft().pointsOf(0).isEmpty());
}

TEST_F(LivePageTest, tellsWhileTheRunGoesOnThatTheClientDisturbs) {
    const RunPlan plan = test::plan();
    auto& banner = *page_.findChild<ValidityBanner*>();
    document_.beginLive(plan);
    document_.noteStarted(test::info(plan));
    auto seen = std::make_shared<RunSnapshot>(
        *test::snapshot(plan.workloads[0], 0, 50, Nanos(0), std::chrono::seconds(3)));
    document_.addSnapshot(std::make_shared<RunSnapshot>(*seen));
    EXPECT_TRUE(banner.isHidden());
    seen->validity = {"machine_busy", {"others took the cores"}};
    document_.addSnapshot(seen);
    EXPECT_FALSE(banner.isHidden());
    EXPECT_EQ(banner.lines(),
              QStringList("short is not valid so far (machine_busy): others took the cores."));
    document_.open(test::storedRun(50));
    EXPECT_EQ(banner.lines(), QStringList());
}

TEST_F(LivePageTest, choosesTheWorkload) {
    open();
    auto* combo = page_.findChild<QComboBox*>();
    ASSERT_EQ(combo->count(), 3);
    EXPECT_EQ(combo->currentText(), "Follow the run: long");
    combo->setCurrentIndex(1);
    Q_EMIT combo->activated(1);
    EXPECT_EQ(page_.feed().workload(), 0);
    EXPECT_EQ(combo->currentText(), "short");
}

TEST_F(LivePageTest, highlightsARequestOfAnotherWorkload) {
    open();
    QSignalSpy picked(&page_, &LivePage::requestPicked);
    page_.highlightRequest(7);
    EXPECT_EQ(page_.feed().workload(), 0);
    EXPECT_EQ(page_.findChild<TimelineView*>()->highlighted(), 7);
    EXPECT_TRUE(picked.isEmpty());
    page_.highlightRequest(-1);
    EXPECT_EQ(page_.findChild<TimelineView*>()->highlighted(), -1);
}

TEST_F(LivePageTest, aChartCanFillThePageAndGoBack) {
    open();
    auto* grid = page_.findChild<LiveGrid*>();
    ChartPanel* load = grid->panels().at(3);
    Q_EMIT load->maximizeToggled();
    for (ChartPanel* panel : grid->panels()) {
        EXPECT_EQ(panel->isVisible(), panel == load);
    }
    QTRY_VERIFY(load->width() > 900);
    Q_EMIT load->maximizeToggled();
    for (ChartPanel* panel : grid->panels()) {
        EXPECT_TRUE(panel->isVisible());
    }
}

QList<QSplitter*> rowsOf(LivePage& page) {
    return page.findChild<LiveGrid*>()->findChildren<QSplitter*>(QString(),
                                                                 Qt::FindDirectChildrenOnly);
}

TEST_F(LivePageTest, columnsStayInLine) {
    open();
    rowsOf(page_).front()->setSizes({300, 600});
    Q_EMIT rowsOf(page_).front()->splitterMoved(300, 1);
    EXPECT_EQ(rowsOf(page_).back()->sizes(), rowsOf(page_).front()->sizes());
}

TEST(LivePageSettings, columnsAreRemembered) {
    const CleanSettings clean;
    RunDocument document;
    const auto columnsOf = [&document](QList<int> wanted) {
        LivePage page(document);
        page.resize(940, 600);
        page.show();
        QTest::qWait(50);
        if (!wanted.isEmpty()) {
            rowsOf(page).front()->setSizes(wanted);
            Q_EMIT rowsOf(page).front()->splitterMoved(wanted.front(), 1);
        }
        return rowsOf(page).front()->sizes();
    };
    { const LivePage neverShown(document); }
    const QList<int> chosen = columnsOf({300, 600});
    EXPECT_LT(chosen.front(), chosen.back());
    EXPECT_EQ(columnsOf({}), chosen);
    { const LivePage neverShown(document); }
    EXPECT_EQ(columnsOf({}), chosen);
}

TEST_F(LivePageTest, theDistributionFollowsItsControls) {
    open();
    auto* chart = page_.findChild<DistributionChart*>();
    chart->setLatency(Latency::E2el);
    EXPECT_EQ(chart->accessibleName(), "Distribution of E2EL");
    double sum = 0;
    for (const ShareBin& bin : chart->bins()) {
        sum += bin.share;
    }
    EXPECT_NEAR(sum, 1, 1e-9);
    button("Cumulative")->click();
    button("Log")->click();
    EXPECT_TRUE(chart->isCumulative());
    EXPECT_EQ(chart->scale(), XScale::Logarithmic);
}

TEST(LivePageSettings, anEmptyPageComesUpWithWhatWasChosen) {
    const CleanSettings clean;
    QSettings().setValue("live/latency", 2);
    QSettings().setValue("live/logarithmic", true);
    QSettings().setValue("live/cumulative", true);
    RunDocument document;
    LivePage page(document);
    page.show();
    const auto* chart = page.findChild<DistributionChart*>();
    EXPECT_EQ(chart->latency(), Latency::Itl);
    EXPECT_EQ(chart->scale(), XScale::Logarithmic);
    EXPECT_TRUE(chart->isCumulative());
}

TEST_F(LivePageTest, everyChartHasANameAndTakesFocus) {
    show();
    int charts = 0;
    for (QAbstractScrollArea* view : page_.findChildren<QAbstractScrollArea*>()) {
        if (qobject_cast<TimeChart*>(view) || qobject_cast<DistributionChart*>(view) ||
            qobject_cast<TimelineView*>(view)) {
            ++charts;
            EXPECT_FALSE(view->accessibleName().isEmpty());
            EXPECT_TRUE(view->focusPolicy() & Qt::TabFocus);
        }
    }
    EXPECT_EQ(charts, 6);
    for (QToolButton* candidate : page_.findChildren<QToolButton*>()) {
        EXPECT_FALSE(candidate->text().isEmpty() && candidate->accessibleName().isEmpty());
    }
}

}  // namespace
}  // namespace sagebench::ui
