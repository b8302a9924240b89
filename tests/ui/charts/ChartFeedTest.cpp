// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartFeed.h"

#include <gmock/gmock.h>

#include <QSignalSpy>
#include <QTest>

#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

constexpr int kLongerThanIdle = 15 * ChartFeed::kTickMs;

class ChartFeedTest : public testing::Test {
  protected:
    void begin() {
        plan_ = test::plan();
        document_.beginLive(plan_);
    }
    void feedUntil(double seconds, int workload = 0) {
        const Nanos from = fromMs(lastMs_), to = fromMs(seconds * 1000);
        const auto& spec = plan_.workloads.at(static_cast<std::size_t>(workload));
        document_.addSnapshot(test::snapshot(spec, workload, 50, from, to));
        lastMs_ = seconds * 1000;
    }

    RunDocument document_;
    ChartFeed feed_{document_};
    RunPlan plan_;
    double lastMs_ = 0;
};

TEST_F(ChartFeedTest, ticksOnlyWhileVisibleAndSomethingIsNew) {
    EXPECT_FALSE(feed_.isTicking());
    feed_.setVisible(true);
    EXPECT_TRUE(feed_.isTicking());
    QTest::qWait(kLongerThanIdle);
    EXPECT_FALSE(feed_.isTicking());
    const std::uint64_t before = feed_.redraws();
    begin();
    feedUntil(1);
    EXPECT_TRUE(feed_.isTicking());
    feed_.setVisible(false);
    EXPECT_FALSE(feed_.isTicking());
    feedUntil(2);
    EXPECT_FALSE(feed_.isTicking());
    EXPECT_EQ(feed_.redraws(), before);
}

TEST_F(ChartFeedTest, putsNewsTogetherInOneTick) {
    begin();
    feed_.setVisible(true);
    QTest::qWait(3 * ChartFeed::kTickMs);
    const std::uint64_t before = feed_.redraws();
    for (int i = 1; i <= 20; ++i) {
        feedUntil(i * 0.1);
    }
    QTRY_VERIFY(feed_.redraws() > before);
    QTest::qWait(kLongerThanIdle);
    EXPECT_EQ(feed_.redraws(), before + 1);
}

TEST_F(ChartFeedTest, aCursorThatMovesIsNoRedraw) {
    feed_.setVisible(true);
    QTest::qWait(kLongerThanIdle);
    const std::uint64_t before = feed_.redraws();
    QSignalSpy moved(&feed_, &ChartFeed::cursorMoved);
    feed_.setCursor(1);
    feed_.setCursor(2);
    QTRY_COMPARE(moved.size(), 1);
    EXPECT_EQ(feed_.redraws(), before);
}

TEST_F(ChartFeedTest, followsTheRun) {
    begin();
    feedUntil(2);
    EXPECT_EQ(feed_.workload(), 0);
    EXPECT_EQ(feed_.fullRange(), (TimeRange{0, 2}));
    feedUntil(3.3);
    EXPECT_EQ(feed_.fullRange(), (TimeRange{0, 3.5}));
    feed_.setRange({1, 2});
    feedUntil(4, 1);
    EXPECT_EQ(feed_.workload(), 1);
    EXPECT_FALSE(feed_.isZoomed());
}

TEST_F(ChartFeedTest, aChosenWorkloadStays) {
    begin();
    feedUntil(2);
    feed_.chooseWorkload(0);
    feedUntil(3, 1);
    EXPECT_EQ(feed_.workload(), 0);
    feed_.followRun();
    EXPECT_EQ(feed_.workload(), 1);
}

TEST_F(ChartFeedTest, pauseKeepsWhatIsShownWhileTheRunGoesOn) {
    begin();
    feedUntil(2);
    feed_.setPaused(true);
    const std::uint64_t ok = feed_.series()->totals().ok;
    const TimeRange range = feed_.range();
    feedUntil(4);
    EXPECT_EQ(feed_.series()->totals().ok, ok);
    EXPECT_EQ(feed_.range(), range);
    feedUntil(4.5, 1);
    EXPECT_EQ(feed_.workload(), 0);
    feed_.setPaused(false);
    EXPECT_EQ(feed_.workload(), 1);
    feed_.chooseWorkload(0);
    EXPECT_GT(feed_.series()->totals().ok, ok);
}

TEST_F(ChartFeedTest, anotherRunEndsThePauseAndTheZoom) {
    begin();
    feedUntil(2);
    feed_.setPaused(true);
    feed_.setBrush(TimeRange{0.5, 1});
    QSignalSpy paused(&feed_, &ChartFeed::pausedChanged);
    document_.open(test::storedRun());
    EXPECT_FALSE(feed_.isPaused());
    EXPECT_EQ(paused.size(), 1);
    EXPECT_EQ(feed_.brush(), std::nullopt);
    EXPECT_EQ(feed_.workload(), 1);
}

TEST_F(ChartFeedTest, aRangeStaysWithinTheRun) {
    document_.open(test::storedRun());
    const TimeRange full = feed_.fullRange();
    feed_.setRange({-3, full.to + 9});
    EXPECT_FALSE(feed_.isZoomed());
    feed_.setRange({-1, 1});
    EXPECT_EQ(feed_.range(), (TimeRange{0, 2}));
    feed_.noteBars(feed_.origin() - fromMs(500), feed_.origin() + fromMs(4000));
    feed_.setRange({-1, 1});
    EXPECT_EQ(feed_.range(), (TimeRange{-0.5, 1.5}));
    feed_.resetRange();
    EXPECT_EQ(feed_.range(), full);
}

TEST_F(ChartFeedTest, ofAnEmptyDocumentShowsNothing) {
    EXPECT_EQ(feed_.workload(), -1);
    EXPECT_FALSE(feed_.hasData());
    EXPECT_EQ(feed_.series(), nullptr);
    EXPECT_EQ(feed_.range(), (TimeRange{0, 1}));
    feed_.chooseWorkload(3);
    feed_.setPaused(true);
    feed_.setPaused(false);
    EXPECT_EQ(feed_.workload(), -1);
}

}  // namespace
}  // namespace sagebench::ui
