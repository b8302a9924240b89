// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "dialogs/AboutDialog.h"
#include "dialogs/HelpDialogs.h"
#include "style/ChartColors.h"
#include "style/Format.h"
#include "ui/support/Documents.h"
#include "widgets/ElidedLabel.h"
#include "widgets/ProgressText.h"
#include "widgets/TileBar.h"
#include "widgets/TileFigures.h"

namespace sagebench::ui {
namespace {

using std::chrono::milliseconds;
using testing::DoubleNear;
using testing::Optional;

QString spaced(const QString& text) {
    return QString(text).replace(QChar(QChar::Nbsp), ' ');
}

TEST(Format, latenciesInTheUnitThatReadsBest) {
    EXPECT_EQ(spaced(format::ms(0.0123)), "12.3 µs");
    EXPECT_EQ(spaced(format::ms(0.5)), "0.500 ms");
    EXPECT_EQ(spaced(format::ms(12.345)), "12.3 ms");
    EXPECT_EQ(spaced(format::ms(1234.6)), "1235 ms");
    EXPECT_EQ(spaced(format::ms(65'432)), "65.4 s");
    EXPECT_EQ(spaced(format::ms(0)), "0 ms");
    EXPECT_EQ(format::ms(std::nullopt), "n/a");
}

TEST(Format, countsAndShares) {
    EXPECT_EQ(spaced(format::percent(0.125)), "12.5 %");
    EXPECT_EQ(spaced(format::rate(250'000.0, "tok/s")), "250 k tok/s");
    EXPECT_EQ(format::duration(std::chrono::seconds(3723)), "1:02:03");
    EXPECT_EQ(format::duration(milliseconds(7400)), "0:07");
    EXPECT_EQ(format::count(std::nullopt), "n/a");
}

TEST(Format, aSpanNamesItsUnitOnce) {
    EXPECT_EQ(spaced(format::span(format::ms(53.1), format::ms(55.9))), "53.1–55.9 ms");
    EXPECT_EQ(spaced(format::span(format::ms(0.05), format::ms(0.2))), "50.0 µs–0.200 ms");
    EXPECT_EQ(format::span("1,021", "1,234"), "1,021–1,234");
}

TEST(ProgressText, tellsPhaseCountsAndTimes) {
    RunSnapshot snapshot;
    snapshot.workload = "long";
    snapshot.workloadIndex = 1;
    snapshot.workloadCount = 2;
    snapshot.phase = RunPhase::Running;
    snapshot.total = 20;
    snapshot.ok = 9;
    snapshot.failed = 1;
    snapshot.inFlight = 4;
    snapshot.elapsed = milliseconds(12'000);
    snapshot.remaining = milliseconds(12'000);
    const ProgressText text = progressText(RunState::Running, &snapshot);
    EXPECT_EQ(text.permille, 750);
    EXPECT_EQ(text.phase, "long (2 of 2): running");
    EXPECT_EQ(text.counts, "10 of 20 done · 4 in flight · 1 failed");
    EXPECT_EQ(text.times, "0:12 elapsed · about 0:12 left");
}

TEST(ProgressText, tellsHowARunEnded) {
    EXPECT_EQ(progressText(RunState::Stopped, nullptr).phase, "Stopped: what was measured is kept");
    EXPECT_EQ(progressText(RunState::Done, nullptr).permille, 1000);
    EXPECT_EQ(progressText(RunState::Running, nullptr).permille, -1);
}

TEST(ProgressText, anEngineInThisProcessIsLoadedNotConnectedTo) {
    RunSnapshot snapshot;
    snapshot.phase = RunPhase::Connecting;
    EXPECT_EQ(progressText(RunState::Running, nullptr, true).phase, "Loading the model…");
    EXPECT_EQ(progressText(RunState::Running, &snapshot, true).phase, "Loading the model…");
    EXPECT_EQ(progressText(RunState::Running, &snapshot, false).phase, "Connecting…");
    snapshot.workload = "chat";
    snapshot.workloadCount = 1;
    EXPECT_EQ(progressText(RunState::Running, &snapshot, true).phase,
              "chat (1 of 1): loading the model");
    snapshot.phase = RunPhase::Running;
    EXPECT_EQ(progressText(RunState::Running, &snapshot, true).phase, "chat (1 of 1): running");
}

TEST(ElidedLabel, cutsWhatDoesNotFitAndKeepsItAsTheTooltip) {
    ElidedLabel label;
    label.setText("a name that is longer than there is room for");
    label.resize(80, 20);
    EXPECT_TRUE(label.shownText().endsWith(QChar(0x2026)));
    EXPECT_EQ(label.toolTip(), label.text());
    label.resize(2000, 20);
    EXPECT_EQ(label.shownText(), label.text());
}

TEST(TileFigures, liveOnesComeFromWhatHasEnded) {
    const auto spec = test::plan({"w"}, 50).workloads.front();
    WorkloadSeries series;
    const auto snapshot = test::snapshot(spec, 0, 50, Nanos(0), milliseconds(6000));
    series.add(*snapshot);
    const TileFigures figures = liveFigures(*snapshot, series);
    EXPECT_THAT(figures.ttftP50, Optional(DoubleNear(54, 2)));
    EXPECT_THAT(figures.tpotP50, Optional(DoubleNear(10, 0.4)));
    EXPECT_THAT(figures.errorRate, Optional(DoubleNear(0.04, 0.001)));
    EXPECT_FALSE(figures.validity);
}

TEST(TileBar, showsWhatIsKnown) {
    RunDocument document;
    TileBar bar(document);
    EXPECT_EQ(bar.tile(0).value(), "n/a");
    document.open(test::storedRun(50));
    EXPECT_EQ(spaced(bar.tile(0).value()), "54.5 ms");
    EXPECT_EQ(spaced(bar.tile(7).value()), "4.00 %");
    EXPECT_EQ(bar.tile(8).value(), "✓ valid");
    EXPECT_FALSE(bar.tile(0).toolTip().isEmpty());
    EXPECT_TRUE(bar.tile(6).isHidden());  // no SLO
}

TEST(TileFigures, aValidityThatIsNotKnownIsNone) {
    WorkloadMetrics metrics;
    metrics.validity = {"", {}};
    EXPECT_FALSE(finalFigures(metrics).validity);
    metrics.validity = {"valid", {}};
    EXPECT_TRUE(finalFigures(metrics).validity);
}

TEST(MetricTile, showsTheLongestSpanThatThereIsRoomFor) {
    MetricTile tile("TTFT p50", "");
    tile.resize(400, 80);
    tile.show();
    tile.setSpan({"95 %: 53.1–55.9 ms", "53.1–55.9 ms"});
    EXPECT_EQ(tile.span(), "95 %: 53.1–55.9 ms");
    tile.resize(tile.fontMetrics().horizontalAdvance("53.1–55.9 ms") + 20, 80);
    EXPECT_EQ(tile.span(), "53.1–55.9 ms");
    tile.resize(40, 80);
    EXPECT_TRUE(tile.span().endsWith(QChar(0x2026)));
    tile.setSpan({});
    EXPECT_EQ(tile.span(), "");
}

TEST(MetricTile, itsTonesAreSeen) {
    MetricTile tile("Validity", "");
    tile.setValue("valid", TileTone::Good);
    tile.setSpan({"1–2"}, TileTone::Warning);
    const auto colorOf = [&tile](const QString& text) {
        for (const auto* label : tile.findChildren<QLabel*>()) {
            if (label->text() == text) {
                return label->palette().color(label->foregroundRole());
            }
        }
        return QColor();
    };
    const ChartColors colors = chartColors(tile.palette());
    EXPECT_EQ(colorOf("Validity"), colors.faintText);
    EXPECT_EQ(colorOf("valid"), colors.good);
    EXPECT_EQ(colorOf("1–2"), colors.warning);
}

StoredRun withIntervals() {
    StoredRun run = test::storedRun(50, {"w"});
    run.summary.run.plan.difference = 0.1;
    run.workloads[0].metrics->ci95 = {{"p50_ttft_ms", {53, 56}}, {"p99_ttft_ms", {50, 64}}};
    return run;
}

TEST(TileBar, aFigureThatIsFinalHasItsInterval) {
    RunDocument document;
    TileBar bar(document);
    bar.resize(2400, 90);
    bar.show();
    document.open(withIntervals());
    EXPECT_EQ(spaced(bar.tile(0).span()), "95 %: 53.0–56.0 ms");
    EXPECT_TRUE(spaced(bar.tile(0).toolTip()).endsWith("\n\n95 % interval: 53.0–56.0 ms"));
    EXPECT_TRUE(spaced(bar.tile(1).toolTip())
                    .endsWith("50.0–64.0 ms, wider than the difference of 10.0 % that matters"));
    EXPECT_EQ(bar.tile(2).span(), "") << "not known";
    document.beginLive(test::plan({"w"}, 50));
    EXPECT_EQ(bar.tile(0).span(), "") << "of a run before";
    EXPECT_FALSE(bar.tile(0).toolTip().contains("interval"));
}

TEST(TileFigures, liveGoodputIsOfWhatHasEnded) {
    const auto spec = test::plan({"w"}, 50).workloads.front();
    const auto snapshot = test::snapshot(spec, 0, 50, Nanos(0), milliseconds(6000));
    const TileFigures figures =
        liveFigures(*snapshot, WorkloadSeries(), LiveGoodput{.judged = 50, .met = 48});
    EXPECT_THAT(figures.goodputPs, Optional(DoubleNear(8, 1e-9)));
    EXPECT_THAT(figures.goodputFraction, Optional(DoubleNear(0.96, 1e-9)));
    EXPECT_FALSE(liveFigures(*snapshot, WorkloadSeries(), LiveGoodput()).goodputFraction);
}

/// TTFT of the records is 50 to 59 ms, each as often; one in 25 fails.
RunPlan planWithin(int ttftMs) {
    RunPlan plan = test::plan({"w"}, 50);
    plan.slo.limits = {{SloMetric::Ttft, milliseconds(ttftMs), {}}};
    plan.slo.target = 0.9;
    return plan;
}

QString liveTile(const RunPlan& plan) {
    RunDocument document;
    TileBar bar(document);
    document.beginLive(plan);
    document.noteStarted(test::info(plan));
    document.addSnapshot(test::snapshot(plan.workloads[0], 0, 50, Nanos(0), milliseconds(6000)));
    EXPECT_FALSE(bar.tile(6).isHidden());
    return spaced(bar.tile(6).value());
}

TEST(TileBar, showsGoodputWhereThePlanLimitsRequests) {
    EXPECT_EQ(liveTile(planWithin(1000)), "8.00/s · 96.0 % met");
    EXPECT_EQ(liveTile(planWithin(1)), "0/s · 0 % met");
}

TEST(Help, namesEveryMetricAndKey) {
    EXPECT_TRUE(definitionsHtml().contains("TTFT"));
    EXPECT_TRUE(shortcutsHtml().contains("F5"));
    AboutDialog about;
    EXPECT_FALSE(about.windowTitle().isEmpty());
}

}  // namespace
}  // namespace sagebench::ui
