// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MetricsTableModel.h"

#include <gmock/gmock.h>

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <set>

#include "report/MetricFields.h"
#include "ui/models/TableDump.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using test::dump;
using test::dumpHeader;
using testing::HasSubstr;
using Mode = QAbstractItemModelTester::FailureReportingMode;

class MetricsTableModelTest : public testing::Test {
  protected:
    RunDocument document;
    MetricsTableModel model{document};
    QAbstractItemModelTester tester{&model, Mode::Fatal};
};

TEST(MetricColumns, everyFigureOfTheFilesThatFitsACellIsThere) {
    for (const MetricField& field : metricFields()) {
        if (field.fitsCell() && !field.expected.empty()) {
            EXPECT_TRUE(metricColumn(QString::fromStdString(field.key))) << field.key;
        }
    }
}

TEST(MetricColumns, eachHasANameOfItsOwnAndADefinition) {
    std::set<QString> names;
    for (const MetricColumn& column : metricColumns()) {
        EXPECT_NE(column.label, column.key) << column.key.toStdString();
        EXPECT_FALSE(column.definition.isEmpty()) << column.key.toStdString();
        EXPECT_NE(column.group, "Further") << column.key.toStdString();
        EXPECT_TRUE(names.insert(column.group + column.label).second) << column.key.toStdString();
    }
    EXPECT_GT(names.size(), 100u);
}

TEST(MetricColumns, theDefaultOnesExist) {
    for (const QString& key : defaultMetricKeys()) {
        EXPECT_TRUE(metricColumn(key)) << key.toStdString();
    }
}

TEST(MetricColumns, aSnapshotTellsNothingOfTheFiguresDuringWarmUp) {
    RunSnapshot snapshot;
    snapshot.phase = RunPhase::Warmup;
    snapshot.ok = 3;
    EXPECT_FALSE(liveValue("successful_requests", snapshot).isValid());
    snapshot.phase = RunPhase::Running;
    EXPECT_EQ(liveValue("successful_requests", snapshot), 3);
    EXPECT_FALSE(liveValue("p50_ttft_ms", snapshot).isValid());
    EXPECT_FALSE(liveValue("p99_e2el_ms", snapshot).isValid());
}

TEST_F(MetricsTableModelTest, isEmptyWithoutARun) {
    EXPECT_EQ(model.rowCount(), 0);
    EXPECT_EQ(dumpHeader(model, kValueRole),
              "State | Validity | OK | Failed | Error rate (%) | TTFT p50 (ms) | TTFT p95 (ms) | "
              "TTFT p99 (ms) | TPOT avg (ms) | TPOT p99 (ms) | ITL p99 (ms) | E2EL p50 (ms) | "
              "E2EL p99 (ms) | Output (tok/s) | Requests (req/s)");
}

TEST_F(MetricsTableModelTest, aRunThatIsOver) {
    document.open(test::storedRun(50));
    EXPECT_EQ(
        dump(model),
        "done | valid, warnings: 1 | 48 | 2 | 4.00 | 54.5 | 59.0 | 59.0 | 10.0 | 10.0 | 10.0 | "
        "205 | 209 | 142 | 8.89\n"
        "done | valid, warnings: 1 | 48 | 2 | 4.00 | 54.5 | 59.0 | 59.0 | 10.0 | 10.0 | 10.0 | "
        "205 | 209 | 142 | 8.89");
    EXPECT_EQ(model.headerData(1, Qt::Vertical, Qt::DisplayRole), "long");
}

TEST_F(MetricsTableModelTest, aRunningWorkloadShowsWhatItsSnapshotTells) {
    const RunPlan plan = test::plan();
    document.beginLive(plan);
    document.noteStarted(test::info(plan));
    EXPECT_THAT(dump(model), testing::StartsWith("waiting | n/a | n/a | n/a"));
    document.addSnapshot(
        test::snapshot(plan.workloads[0], 0, 50, Nanos(0), std::chrono::seconds(3)));
    EXPECT_EQ(
        dump(model),
        "running 28 / 50 | n/a | 27 | 1 | 3.57 | 54.0 | 59.0 | 59.0 | n/a | n/a | n/a | n/a | "
        "n/a | 151 | 9.00\n"
        "waiting | n/a | n/a | n/a | n/a | n/a | n/a | n/a | n/a | n/a | n/a | n/a | n/a | "
        "n/a | n/a");
}

TEST_F(MetricsTableModelTest, aWorkloadThatIsDoneShowsItsFigures) {
    const RunPlan plan = test::plan();
    document.beginLive(plan);
    document.addSnapshot(
        test::snapshot(plan.workloads[0], 0, 50, Nanos(0), std::chrono::seconds(3)));
    QSignalSpy done(&document, &RunDocument::workloadDone);
    document.addWorkload(test::workloadResult(plan.workloads[0], test::records(50)));
    ASSERT_TRUE(done.wait());
    EXPECT_EQ(model.index(0, 0).data(), "done");
    EXPECT_EQ(model.index(1, 0).data(), "waiting");
}

TEST_F(MetricsTableModelTest, tooltipsAreTheDefinitions) {
    document.open(test::storedRun(50));
    model.setMetrics({"p50_ttft_ms"});
    EXPECT_THAT(model.headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString().toStdString(),
                HasSubstr("TTFT p50: time to first token"));
    EXPECT_THAT(model.index(0, 1).data(Qt::ToolTipRole).toString().toStdString(),
                HasSubstr("time to first token"));
}

TEST_F(MetricsTableModelTest, aFiguresTooltipTellsItsInterval) {
    StoredRun run = test::storedRun(50);
    run.summary.run.plan.difference = 0.1;
    run.workloads[0].metrics->ttft.p50 = 54.5;
    run.workloads[0].metrics->ci95 = {{"p50_ttft_ms", {53, 56}}, {"p99_ttft_ms", {50, 64}}};
    run.workloads[1].metrics->ci95.clear();
    document.open(std::move(run));
    model.setMetrics({"p50_ttft_ms", "p99_ttft_ms"});
    const auto tip = [this](int row, int column) {
        const QString text = model.index(row, column).data(Qt::ToolTipRole).toString();
        return QString(text).replace(QChar(QChar::Nbsp), ' ').toStdString();
    };
    EXPECT_THAT(tip(0, 1), testing::EndsWith("<br>95 % interval: 53.0–56.0 ms</qt>"));
    EXPECT_THAT(tip(0, 2), testing::EndsWith("95 % interval: 50.0–64.0 ms, wider than the "
                                             "difference of 10.0 % that matters</qt>"));
    EXPECT_THAT(tip(1, 1), testing::Not(HasSubstr("interval")));
}

TEST_F(MetricsTableModelTest, theEndsOfAnIntervalAreColumnsBesideTheirFigure) {
    StoredRun run = test::storedRun(50);
    run.workloads[0].metrics->ci95 = {{"p50_ttft_ms", {53.2, 56}}};
    run.workloads[1].metrics->ci95.clear();
    document.open(std::move(run));
    model.setMetrics({"p95_ttft_ms", "p50_ttft_ms.high", "p50_ttft_ms.low", "p50_ttft_ms"});
    EXPECT_EQ(dumpHeader(model, kValueRole),
              "State | TTFT p50 (ms) | TTFT p50 low (ms) | TTFT p50 high (ms) | TTFT p95 (ms)");
    EXPECT_EQ(dump(model), "done | 54.5 | 53.2 | 56.0 | 59.0\ndone | 54.5 | n/a | n/a | 59.0");
    EXPECT_EQ(model.index(0, 2).data(kValueRole), 53.2);
}

TEST_F(MetricsTableModelTest, whatIsNotValidStandsOutWithItsReasons) {
    StoredRun run = test::storedRun(50);
    run.workloads[0].metrics->validity = {"client_limited", {"a worker was <busy>"}};
    run.workloads[0].metrics->warnings = {"prompts were longer"};
    run.workloads[1].metrics->warnings.clear();
    document.open(std::move(run));
    model.setMetrics({"validity"});
    EXPECT_EQ(model.index(0, 1).data(), "client_limited, warnings: 1");
    EXPECT_EQ(model.index(0, 1).data(kValueRole), "client_limited");
    const std::string why = model.index(0, 1).data(Qt::ToolTipRole).toString().toStdString();
    EXPECT_THAT(why, HasSubstr("a worker was &lt;busy&gt;"));
    EXPECT_THAT(why, HasSubstr("prompts were longer"));
    EXPECT_TRUE(model.index(0, 1).data(Qt::ForegroundRole).isValid());
    EXPECT_EQ(model.index(1, 1).data(), "valid");
    EXPECT_FALSE(model.index(1, 1).data(Qt::ForegroundRole).isValid());
}

TEST_F(MetricsTableModelTest, columnsAreShownInTheirOwnOrderAndUnknownOnesLeftOut) {
    model.setMetrics({"p99_ttft_ms", "no_such_metric", "validity", "p50_ttft_ms"});
    EXPECT_EQ(model.metrics().join(' ').toStdString(), "validity p50_ttft_ms p99_ttft_ms");
}

TEST_F(MetricsTableModelTest, copiesInFullWithUnits) {
    document.open(test::storedRun(50));
    model.setMetrics({"failed_requests", "error_rate", "p50_ttft_ms", "goodput_rps"});
    const TablePart part = tablePart(model, {0, 1}, {1, 2, 3, 4}, "Workload");
    EXPECT_EQ(asTsv(part).toStdString(),
              "Workload\tFailed\tError rate (%)\tTTFT p50 (ms)\tGoodput (req/s)\n"
              "short\t2\t4\t54.5\t\nlong\t2\t4\t54.5\t\n");
    EXPECT_EQ(asMarkdown(part).toStdString(),
              "| Workload | Failed | Error rate (%) | TTFT p50 (ms) | Goodput (req/s) |\n"
              "| --- | ---: | ---: | ---: | --- |\n"
              "| short | 2 | 4 | 54.500 | n/a |\n| long | 2 | 4 | 54.500 | n/a |\n");
}

}  // namespace
}  // namespace sagebench::ui
