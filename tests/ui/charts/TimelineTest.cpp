// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "charts/ChartFeed.h"
#include "charts/TimelineText.h"
#include "charts/TimelineView.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

class TimelineTest : public testing::Test {
  protected:
    void open(StoredRun run) {
        document_.open(std::move(run));
        view_.resize(600, 300);
        view_.show();
        feed_.setVisible(true);
        QTRY_VERIFY(view_.paints() > 0 && !view_.bars().empty());
    }
    QPoint middleOf(std::size_t place) const {
        const TimelineLayout layout = view_.layoutNow();
        return QPointF(layout.plot.area.center().x(), layout.top(place) + layout.rowHeight / 2)
            .toPoint();
    }

    RunDocument document_;
    ChartFeed feed_{document_};
    TimelineView view_{feed_};
};

/// Rows of one workload, a millisecond apart; every 1000th is slow.
StoredRun manyRows(int count) {
    StoredRun run = test::storedRun(25, {"short"});
    run.rows.clear();
    for (int i = 0; i < count; ++i) {
        RequestRow row;
        row.brief.index = static_cast<std::uint64_t>(i);
        row.brief.scheduled = row.brief.sent = fromMs(i * 2'900.0 / count);
        row.brief.firstToken = *row.brief.sent + fromMs(5);
        row.brief.finished = *row.brief.sent + fromMs(i % 1000 == 500 ? 900 : 20);
        run.rows.push_back(row);
    }
    return run;
}

TEST_F(TimelineTest, aClickPicksTheRequestOfTheRow) {
    open(test::storedRun(50, {"short", "long"}));
    QSignalSpy picked(&view_, &TimelineView::requestPicked);
    QTest::mouseClick(view_.viewport(), Qt::LeftButton, {}, middleOf(12));
    ASSERT_EQ(picked.size(), 1);
    EXPECT_EQ(picked.front().front().toInt(), 50 + 12);
    EXPECT_EQ(view_.highlighted(), 62);
}

TEST_F(TimelineTest, keysWalkAndEnterPicks) {
    open(test::storedRun(50, {"short"}));
    QSignalSpy picked(&view_, &TimelineView::requestPicked);
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Up}) {
        QTest::keyClick(&view_, key);
    }
    EXPECT_EQ(view_.highlighted(), 1);
    EXPECT_TRUE(picked.isEmpty());
    QTest::keyClick(&view_, Qt::Key_Return);
    ASSERT_EQ(picked.size(), 1);
    EXPECT_EQ(picked.front().front().toInt(), 1);
}

TEST_F(TimelineTest, showsTheRowsOfTheTimeRange) {
    open(test::storedRun(50, {"short"}));
    EXPECT_EQ(view_.layoutNow().part.count, 50u);
    feed_.setRange({1, 2});
    QTRY_VERIFY(view_.layoutNow().part.count < 20);
    EXPECT_GE(view_.layoutNow().part.first, 5u);
}

TEST_F(TimelineTest, aHighlightComesIntoView) {
    open(test::storedRun(50, {"short"}));
    feed_.setRange({0, 1});
    view_.highlight(45);
    EXPECT_EQ(view_.highlighted(), 45);
    EXPECT_TRUE(feed_.range().contains(4.55)) << feed_.range().from;
    view_.highlight(-1);
    EXPECT_EQ(view_.highlighted(), -1);
    view_.highlight(4711);
    EXPECT_EQ(view_.highlighted(), -1);
}

TEST_F(TimelineTest, controlAndWheelMakeRowsHigherAndTheWheelScrolls) {
    open(manyRows(5'000));
    EXPECT_EQ(view_.verticalScrollBar()->maximum(), 0);
    const QPoint at = view_.layoutNow().plot.area.center().toPoint();
    const auto wheel = [&](int delta, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(at, view_.viewport()->mapToGlobal(at), {}, QPoint(0, delta), {},
                          modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view_.viewport(), &event);
    };
    const TimelineBars::Part before = view_.layoutNow().partAt(at.y());
    for (int i = 0; i < 20; ++i) {
        wheel(120, Qt::ControlModifier);
    }
    EXPECT_GT(view_.layoutNow().rowHeight, 20);
    EXPECT_NEAR(static_cast<double>(view_.layoutNow().partAt(at.y()).first),
                static_cast<double>(before.first), 40);
    const int value = view_.verticalScrollBar()->value();
    wheel(-120, {});
    EXPECT_GT(view_.verticalScrollBar()->value(), value);
    for (int i = 0; i < 30; ++i) {
        wheel(-120, Qt::ControlModifier);
    }
    EXPECT_EQ(view_.verticalScrollBar()->maximum(), 0);
}

TEST_F(TimelineTest, aHundredThousandRowsArePaintedAndTheSlowStayVisible) {
    open(manyRows(100'000));
    ASSERT_EQ(view_.bars().size(), 100'000u);
    EXPECT_TRUE(view_.layoutNow().isThin());
    QElapsedTimer timer;
    timer.start();
    view_.viewport()->repaint();
    RecordProperty("paint_ms", static_cast<int>(timer.elapsed()));
    EXPECT_LT(timer.elapsed(), 500);
    QSignalSpy picked(&view_, &TimelineView::requestPicked);
    const QPoint at = view_.layoutNow().plot.area.center().toPoint();
    const std::size_t slowest = view_.bars().longest(view_.layoutNow().partAt(at.y()));
    EXPECT_EQ(view_.bars().at(slowest).lasted(), fromMs(slowest % 1000 == 500 ? 900 : 20));
    QTest::mouseClick(view_.viewport(), Qt::LeftButton, {}, at);
    ASSERT_EQ(picked.size(), 1);
    EXPECT_EQ(picked.front().front().toUInt(), slowest);
}

TEST_F(TimelineTest, growsWithTheRunAndKeepsItsMarkWhenRowsAreReplaced) {
    const RunPlan plan = test::plan({"short"}, 50);
    document_.beginLive(plan);
    view_.resize(600, 300);
    view_.show();
    feed_.setVisible(true);
    const auto add = [&](double from, double to) {
        document_.addSnapshot(test::snapshot(plan.workloads[0], 0, 50, fromMs(from), fromMs(to)));
    };
    add(0, 1000);
    QTRY_VERIFY(view_.bars().size() >= 5);
    const std::size_t early = view_.bars().size();
    view_.highlight(3);
    add(1000, 3000);
    QTRY_VERIFY(view_.bars().size() > early);
    document_.addWorkload(test::workloadResult(plan.workloads[0], test::records(50)));
    QTRY_COMPARE(view_.bars().size(), std::size_t(50));
    EXPECT_EQ(document_.rows().at(static_cast<std::size_t>(view_.highlighted())).brief.index, 3u);
}

TEST_F(TimelineTest, stopsGrowingWhilePaused) {
    const RunPlan plan = test::plan({"short"}, 50);
    document_.beginLive(plan);
    view_.resize(600, 300);
    view_.show();
    feed_.setVisible(true);
    document_.addSnapshot(test::snapshot(plan.workloads[0], 0, 50, {}, fromMs(1000)));
    QTRY_VERIFY(!view_.bars().empty());
    feed_.setPaused(true);
    const std::size_t frozen = view_.bars().size();
    document_.addSnapshot(test::snapshot(plan.workloads[0], 0, 50, fromMs(1000), fromMs(3000)));
    QTest::qWait(100);
    EXPECT_EQ(view_.bars().size(), frozen);
    feed_.setPaused(false);
    QTRY_VERIFY(view_.bars().size() > frozen);
}

TEST(RequestText, tellsStampsLatenciesAndTheError) {
    RequestBrief brief;
    brief.index = 12;
    brief.outcome = Outcome::Failed;
    brief.errorCategory = ErrorCategory::Timeout;
    brief.errorMessage = "no answer within 0.5 s";
    brief.scheduled = fromMs(1100);
    brief.sent = fromMs(1100.5);
    brief.finished = fromMs(1600);
    brief.promptTokens = 128;
    const QString text = requestText(brief, fromMs(1000)).replace(QChar(QChar::Nbsp), ' ');
    EXPECT_EQ(text.toStdString(),
              "Request 12, measured, failed\n"
              "Due 100.0 ms, sent 100.5 ms\n"
              "First token n/a, end 600.0 ms\n"
              "TTFT n/a, TPOT n/a, E2EL n/a\n"
              "Longest gap n/a, send lag n/a\n"
              "Tokens: 128 in, n/a out\n"
              "Error: timeout: no answer within 0.5 s");
}

}  // namespace
}  // namespace sagebench::ui
