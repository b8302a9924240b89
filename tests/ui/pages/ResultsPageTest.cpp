// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ResultsPage.h"

#include <gmock/gmock.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "dialogs/ColumnDialog.h"
#include "models/MetricColumns.h"
#include "pages/EngineText.h"
#include "pages/NoticeStrip.h"
#include "pages/ValidityBanner.h"
#include "pages/VerdictStrip.h"
#include "ui/models/TableDump.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ResultsPageTest : public testing::Test {
  protected:
    ResultsPageTest() { QSettings().clear(); }

    static QTableView& metrics(QWidget& page) { return *page.findChild<QTableView*>("metrics"); }
    static std::string clipboard() { return QGuiApplication::clipboard()->text().toStdString(); }
    static std::string notices(QWidget& page) {
        return page.findChild<NoticeStrip*>()->text().toStdString();
    }

    RunDocument document;
};

TEST_F(ResultsPageTest, tellsWhatToDoWithoutARun) {
    ResultsPage page(document);
    page.show();
    EXPECT_FALSE(metrics(page).isVisible());
    document.open(test::storedRun(50));
    EXPECT_TRUE(metrics(page).isVisible());
}

TEST_F(ResultsPageTest, saysWhatWasMeasured) {
    StoredRun run = test::storedRun(10);
    run.summary.run.engine = {.backend = "in-process",
                              .name = "llama.cpp",
                              .version = "0.5.0",
                              .model = "/models/a.gguf",
                              .endpoint = "",
                              .warnings = {},
                              .facts = {{"threads", "2"}}};
    document.open(std::move(run));
    ResultsPage page(document);
    auto* engine = page.findChild<QLabel*>("engine");
    EXPECT_EQ(engine->text(), "llama.cpp 0.5.0 · a.gguf");
    EXPECT_EQ(engine->toolTip(), "llama.cpp 0.5.0\nModel: /models/a.gguf\nThreads: 2");
}

/// TTFT of the records is 50 to 59 ms, each as often; one in 25 fails.
RunPlan withGoals() {
    RunPlan plan = test::plan({"short"}, 50);
    plan.slo.limits = {{SloMetric::Ttft, std::chrono::milliseconds(100), {}},
                       {SloMetric::Ttft, std::chrono::milliseconds(55), 99.0}};
    plan.slo.target = 0.9;
    plan.contract = Contract{"own", {{"error_rate", Comparison::Less, 0.5, true}}};
    return plan;
}

TEST_F(ResultsPageTest, saysWhetherGoalsWereReached) {
    ResultsPage page(document);
    page.show();
    auto* verdicts = page.findChild<VerdictStrip*>();
    document.open(test::storedRun(50));
    EXPECT_TRUE(verdicts->isHidden());
    document.open(test::storedRun(withGoals()));
    EXPECT_FALSE(verdicts->isHidden());
    EXPECT_EQ(verdicts->lines(),
              (QStringList{"short misses its SLOs: 96.00 % of requests meet ttft=100ms (target "
                           "90.00 %); p99:ttft=55ms missed: without end (failed or "
                           "cancelled requests)",
                           "short passes contract own"}));
    EXPECT_TRUE(verdicts->toolTip().contains("✗"));
}

TEST_F(ResultsPageTest, columnsOfGoalsStandWhereThereAreGoals) {
    ResultsPage page(document);
    document.open(test::storedRun(withGoals()));
    auto* model = metrics(page).model();
    QStringList titles;
    for (int column = 0; column < model->columnCount(); ++column) {
        titles += model->headerData(column, Qt::Horizontal).toString();
    }
    EXPECT_TRUE(titles.join('|').contains("Goodput")) << titles.join('|').toStdString();
    document.open(test::storedRun(50));
    EXPECT_EQ(metrics(page).model()->columnCount(), titles.size() - 3);
}

TEST(EngineText, saysWhatIsKnownAndWhatIsNotReal) {
    EngineInfo engine;
    EXPECT_EQ(engineLine(engine), "");
    engine.backend = "vllm";
    engine.model = "m";
    engine.endpoint = "http://h:1/v1";
    EXPECT_EQ(engineLine(engine), "vllm · m · http://h:1/v1");
    engine = {.backend = "x",
              .name = "llama.cpp",
              .version = "",
              .model = "synthetic:tiny",
              .endpoint = "",
              .syntheticWeights = true,
              .warnings = {}};
    EXPECT_EQ(engineLine(engine), "llama.cpp · synthetic:tiny (synthetic weights)");
    engine.simulated = true;
    EXPECT_EQ(engineLine(engine), "llama.cpp");
}

TEST_F(ResultsPageTest, noErrorsAreAQuietLine) {
    document.open(test::storedRun(10));
    ResultsPage page(document);
    page.show();
    EXPECT_EQ(page.findChild<QLabel*>("errorTitle")->text(), "No errors");
    EXPECT_FALSE(page.findChild<QTableView*>("errors")->isVisible());
    document.open(test::storedRun(50));
    EXPECT_EQ(page.findChild<QLabel*>("errorTitle")->text(), "Errors");
    EXPECT_TRUE(page.findChild<QTableView*>("errors")->isVisible());
}

TEST_F(ResultsPageTest, copiesEverythingWhereNothingIsSelected) {
    document.open(test::storedRun(50));
    QSettings().setValue("results/columns", QStringList{"failed_requests", "p50_ttft_ms"});
    ResultsPage page(document);
    page.show();
    page.findChild<QToolButton*>("copy")->click();
    EXPECT_EQ(clipboard(),
              "| Workload | State | Failed | TTFT p50 (ms) |\n| --- | --- | ---: | ---: |\n"
              "| short | done | 2 | 54.500 |\n| long | done | 2 | 54.500 |\n");
}

TEST_F(ResultsPageTest, controlCCopiesWhatIsSelected) {
    document.open(test::storedRun(50));
    QSettings().setValue("results/columns", QStringList{"failed_requests", "p50_ttft_ms"});
    ResultsPage page(document);
    page.show();
    QTableView& table = metrics(page);
    table.setFocus();
    table.selectionModel()->select(table.model()->index(1, 2), QItemSelectionModel::Select);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(clipboard(), "Workload\tTTFT p50 (ms)\nlong\t54.5\n");
}

TEST_F(ResultsPageTest, sortsByNumbersWithUnknownLast) {
    StoredRun run = test::storedRun(50, {"a", "b", "c"});
    run.workloads[0].metrics->ttft.p50 = 9;
    run.workloads[1].metrics->ttft.p50.reset();
    run.workloads[2].metrics->ttft.p50 = 10;
    document.open(std::move(run));
    QSettings().setValue("results/columns", QStringList{"p50_ttft_ms"});
    ResultsPage page(document);
    QTableView& table = metrics(page);
    table.sortByColumn(1, Qt::AscendingOrder);
    EXPECT_EQ(test::dumpColumn(*table.model(), 1), "9.00 10.0 n/a");
    table.sortByColumn(1, Qt::DescendingOrder);
    EXPECT_EQ(test::dumpColumn(*table.model(), 1), "10.0 9.00 n/a");
    EXPECT_EQ(table.model()->headerData(2, Qt::Vertical), "b");
}

TEST_F(ResultsPageTest, theChoiceOfColumnsIsKept) {
    document.open(test::storedRun(50));
    {
        ResultsPage page(document);
        page.show();
        page.findChild<QPushButton*>("columns")->click();
        auto* dialog = page.findChild<ColumnDialog*>();
        ASSERT_TRUE(dialog);
        EXPECT_EQ(dialog->chosen().size(), defaultMetricKeys().size());
        dialog->setChosen({"peak_in_flight", "validity"});
        dialog->accept();
    }
    ResultsPage page(document);
    EXPECT_EQ(test::dumpHeader(*metrics(page).model()), "State | Validity | In flight peak");
}

TEST_F(ResultsPageTest, theHeadersMenuHidesAndShowsColumns) {
    document.open(test::storedRun(50));
    QSettings().setValue("results/columns", QStringList{"validity", "p50_ttft_ms"});
    ResultsPage page(document);
    page.resize(600, 400);
    page.show();
    QHeaderView& header = *metrics(page).horizontalHeader();
    const QPoint onTtft(header.sectionViewportPosition(2) + 5, 5);
    Q_EMIT header.customContextMenuRequested(onTtft);
    auto* menu = page.findChild<QMenu*>(QString(), Qt::FindDirectChildrenOnly);
    ASSERT_TRUE(menu);
    EXPECT_EQ(menu->actions().front()->text(), "&Hide “TTFT p50”");
    menu->actions().front()->trigger();
    EXPECT_EQ(test::dumpHeader(*metrics(page).model()), "State | Validity");
    menu->close();
}

TEST_F(ResultsPageTest, noticesStandAboveTheTable) {
    StoredRun run = test::storedRun(50);
    run.summary.workloads[0].validity = {"client_limited", {"a worker was busy"}};
    run.workloads[0].metrics = run.summary.workloads[0];
    document.open(std::move(run));
    ResultsPage page(document);
    EXPECT_THAT(page.findChild<ValidityBanner*>()->lines().join('\n').toStdString(),
                "short is not valid (client_limited): a worker was busy.");
    EXPECT_THAT(notices(page), HasSubstr("Simulated engine"));
    EXPECT_THAT(notices(page), HasSubstr("short: the p99 of 48 requests"));
}

TEST_F(ResultsPageTest, theGravestVerdictStandsFirst) {
    StoredRun run = test::storedRun(50, {"a", "b", "c", "d"});
    const std::string verdicts[] = {"too_few_samples", "machine_busy", "client_limited", "valid"};
    for (std::size_t i = 0; i < 4; ++i) {
        run.summary.workloads[i].validity = {verdicts[i], {"why"}};
        run.workloads[i].metrics = run.summary.workloads[i];
    }
    run.workloads[3].metrics->validity = {};
    document.open(std::move(run));
    ResultsPage page(document);
    EXPECT_EQ(page.findChild<ValidityBanner*>()->lines().join('|').toStdString(),
              "c is not valid (client_limited): why.|b is not valid (machine_busy): why.|"
              "a is not valid (too_few_samples): why.");
}

TEST_F(ResultsPageTest, whatIsNotMeasuredYetIsNoNotice) {
    const RunPlan plan = test::plan();
    ResultsPage page(document);
    document.beginLive(plan);
    document.noteStarted(test::info(plan));
    EXPECT_THAT(notices(page), Not(HasSubstr("Not measured")));
    RunResult result;
    result.run = test::info(plan);
    result.interrupted = true;
    document.endLive(result);
    EXPECT_THAT(notices(page), HasSubstr("Not measured, though planned: short, long"));
}

TEST_F(ResultsPageTest, followsALiveRun) {
    const RunPlan plan = test::plan();
    ResultsPage page(document);
    page.show();
    document.beginLive(plan);
    document.addSnapshot(
        test::snapshot(plan.workloads[0], 0, 50, Nanos(0), std::chrono::seconds(3)));
    EXPECT_THAT(test::dump(*metrics(page).model()), StartsWith("running 28 / 50"));
    EXPECT_EQ(page.findChild<QLabel*>("errorTitle")->text(), "Errors");
}

TEST(ColumnDialogTest, aSearchNarrowsTheList) {
    ColumnDialog dialog({"p50_ttft_ms"});
    QTest::keyClicks(dialog.findChild<QLineEdit*>(), "evict");
    EXPECT_EQ(dialog.chosen(), QStringList{"p50_ttft_ms"}) << "what is not seen stays chosen";
}

}  // namespace
}  // namespace sagebench::ui
