// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RequestTableModel.h"

#include <gmock/gmock.h>

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "models/RequestFilterModel.h"
#include "ui/models/TableDump.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using test::dump;
using test::dumpColumn;
using test::dumpHeader;
using Mode = QAbstractItemModelTester::FailureReportingMode;

constexpr int column(RequestColumn one) {
    return static_cast<int>(one);
}

class RequestTableModelTest : public testing::Test {
  protected:
    void addSecond(const RunPlan& plan, int second) {
        document.addSnapshot(test::snapshot(plan.workloads[0], 0, 50, std::chrono::seconds(second),
                                            std::chrono::seconds(second + 1)));
    }

    RunDocument document;
    RequestTableModel model{document};
    RequestFilterModel filtered{model};
    QAbstractItemModelTester tester{&model, Mode::Fatal};
    QAbstractItemModelTester filteredTester{&filtered, Mode::Fatal};
};

TEST_F(RequestTableModelTest, hasHeadersWithoutARun) {
    EXPECT_EQ(dumpHeader(filtered, kValueRole),
              "# | Workload | Phase | Outcome | Error | Sent (s) | Send lag (ms) | TTFT (ms) | "
              "TPOT (ms) | E2EL (ms) | Longest gap (ms) | Prompt (tok) | Output (tok) | Finish | "
              "Worker | HTTP");
    EXPECT_EQ(filtered.rowCount(), 0);
}

TEST_F(RequestTableModelTest, aLineARequest) {
    StoredRun run = test::storedRun(25, {"short"});
    run.rows.erase(run.rows.begin() + 1, run.rows.begin() + 24);
    run.rows[0].brief.finishReason = "stop";
    run.rows[0].brief.httpStatus = 200;
    document.open(std::move(run));
    EXPECT_EQ(
        dump(model),
        "0 | short | measured | ok |  | 0.000 | 0 | 50.0 | 10.0 | 200 | 10.0 | 128 | 16 | stop | "
        "0 | 200\n"
        "24 | short | measured | failed | timeout: no answer within 0.5 s | 2.400 | 0 | n/a | "
        "n/a | 500 | n/a | 128 | n/a | n/a | 0 | n/a");
}

TEST_F(RequestTableModelTest, growsWithTheRun) {
    const RunPlan plan = test::plan();
    document.beginLive(plan);
    QSignalSpy inserted(&filtered, &QAbstractItemModel::rowsInserted);
    addSecond(plan, 0);
    addSecond(plan, 1);
    EXPECT_EQ(inserted.count(), 2);
    EXPECT_EQ(dumpColumn(filtered, 0), "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17");
}

TEST_F(RequestTableModelTest, aSortedTablePutsNewRowsInTheirPlaceSoonAfter) {
    const RunPlan plan = test::plan();
    document.beginLive(plan);
    filtered.sort(column(RequestColumn::Index), Qt::DescendingOrder);
    addSecond(plan, 0);
    const QPersistentModelIndex oldest = filtered.index(filtered.rowCount() - 1, 0);
    addSecond(plan, 1);
    QSignalSpy arranged(&filtered, &QAbstractItemModel::layoutChanged);
    ASSERT_TRUE(arranged.wait());
    EXPECT_EQ(dumpColumn(filtered, 0), "17 16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1 0");
    EXPECT_TRUE(oldest.isValid());
}

TEST_F(RequestTableModelTest, unknownComesLastBothWays) {
    document.open(test::storedRun(26, {"short"}));
    filtered.sort(column(RequestColumn::Ttft), Qt::AscendingOrder);
    EXPECT_EQ(dumpColumn(filtered, column(RequestColumn::Ttft), 3), "50.0 50.0 50.0");
    EXPECT_EQ(filtered.index(25, column(RequestColumn::Ttft)).data(), "n/a");
    filtered.sort(column(RequestColumn::Ttft), Qt::DescendingOrder);
    EXPECT_EQ(dumpColumn(filtered, column(RequestColumn::Ttft), 3), "59.0 59.0 58.0");
    EXPECT_EQ(filtered.index(25, column(RequestColumn::Ttft)).data(), "n/a");
    filtered.sort(-1);
    EXPECT_EQ(dumpColumn(filtered, 0, 4), "0 1 2 3");
}

TEST_F(RequestTableModelTest, aSelectionStaysWithItsRequestWhenSorted) {
    document.open(test::storedRun(50, {"short"}));
    const QPersistentModelIndex third = filtered.index(3, 0);
    filtered.sort(column(RequestColumn::Index), Qt::DescendingOrder);
    EXPECT_EQ(third.row(), 46);
    EXPECT_EQ(third.data(), "3");
}

TEST_F(RequestTableModelTest, filtersByOutcomeWorkloadAndText) {
    document.open(test::storedRun(50));
    filtered.setFilter({Outcome::Failed, -1, false, {}});
    EXPECT_EQ(dumpColumn(filtered, 0), "24 49 24 49");
    filtered.setFilter({Outcome::Failed, 1, false, {}});
    EXPECT_EQ(dumpColumn(filtered, 1), "long long");
    filtered.setFilter({std::nullopt, 0, false, "4"});
    EXPECT_EQ(dumpColumn(filtered, 0), "4 40 41 42 43 44 45 46 47 48 49");
    filtered.setFilter({std::nullopt, -1, false, "NO ANSWER"});
    EXPECT_EQ(filtered.rowCount(), 4);
    filtered.setFilter({});
    EXPECT_EQ(filtered.rowCount(), 100);
}

TEST(RequestFilterTest, warmUpIsShownOnlyWhenAskedFor) {
    RequestRow row;
    row.brief.phase = Phase::Warmup;
    EXPECT_FALSE(accepts({}, row));
    EXPECT_TRUE(accepts({std::nullopt, -1, true, {}}, row));
}

TEST(RequestColumnsTest, wordsSortByTheirFirstLetters) {
    RequestRow stop, length, none;
    stop.brief.finishReason = "stop";
    length.brief.finishReason = "length";
    EXPECT_LT(sortKey(length, RequestColumn::FinishReason),
              sortKey(stop, RequestColumn::FinishReason));
    EXPECT_TRUE(std::isnan(sortKey(none, RequestColumn::FinishReason)));
    EXPECT_TRUE(std::isnan(sortKey(none, RequestColumn::Error)));
}

TEST_F(RequestTableModelTest, aHundredThousandAreSortedAndFilteredWithoutAStall) {
    StoredRun run = test::storedRun(1, {"short"});
    const auto records = test::records(1000);
    for (int i = 0; i < 100'000; ++i) {
        RequestRow row{0, briefOf(records[static_cast<std::size_t>(i) % records.size()])};
        row.brief.index = static_cast<std::uint64_t>(i);
        row.brief.ttftMs = (i * 7919) % 100'003;
        run.rows.push_back(std::move(row));
    }
    RunDocument many;
    RequestTableModel source(many);
    RequestFilterModel sorted(source);
    many.open(std::move(run));
    QElapsedTimer timer;
    timer.start();
    sorted.sort(column(RequestColumn::Ttft), Qt::DescendingOrder);
    const qint64 sortMs = timer.restart();
    sorted.setFilter({Outcome::Failed, -1, false, {}});
    const qint64 filterMs = timer.restart();
    sorted.setFilter({});
    const qint64 allMs = timer.elapsed();
    std::printf("sort %lld ms, filter %lld ms, all again %lld ms\n", static_cast<long long>(sortMs),
                static_cast<long long>(filterMs), static_cast<long long>(allMs));
    EXPECT_LT(sortMs, 500);
    EXPECT_LT(filterMs, 500);
    EXPECT_LT(allMs, 500);
    EXPECT_EQ(sorted.index(0, column(RequestColumn::Ttft)).data(kValueRole), 100'002);
}

}  // namespace
}  // namespace sagebench::ui
