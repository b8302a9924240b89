// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RequestsPage.h"

#include <gmock/gmock.h>

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "pages/RequestDetails.h"
#include "pages/RequestFilterBar.h"
#include "ui/models/TableDump.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class RequestsPageTest : public testing::Test {
  protected:
    QTableView& table() { return *page.findChild<QTableView*>(); }
    RequestFilterBar& bar() { return *page.findChild<RequestFilterBar*>(); }
    std::string story() {
        return page.findChild<RequestDetails*>()
            ->story()
            .replace(QChar(QChar::Nbsp), ' ')
            .toStdString();
    }
    int shown() { return table().model()->rowCount(); }
    std::string currentIndex() {
        return table().currentIndex().siblingAtColumn(0).data().toString().toStdString();
    }

    RunDocument document;
    RequestsPage page{document};
    QSignalSpy selected{&page, &RequestsPage::requestSelected};
};

StoredRun withASlowOne() {
    StoredRun run = test::storedRun(40, {"short"});
    run.rows[7].brief.ttftMs = 2000;
    run.rows[7].brief.e2elMs = 2150;
    return run;
}

TEST_F(RequestsPageTest, tellsWhatToDoWithoutRequests) {
    page.show();
    EXPECT_FALSE(table().isVisible());
    StoredRun summaryOnly = test::storedRun(5);
    summaryOnly.rows.clear();
    document.open(std::move(summaryOnly));
    EXPECT_FALSE(table().isVisible());
    document.open(test::storedRun(5));
    EXPECT_TRUE(table().isVisible());
}

TEST_F(RequestsPageTest, theSlowestAndWhyIsOneClick) {
    document.open(withASlowOne());
    page.show();
    bar().findChild<QToolButton*>()->click();
    EXPECT_EQ(currentIndex(), "7");
    EXPECT_EQ(story(),
              "93 % of its time was the wait for the first token, 36.5 times the median of its "
              "workload.");
    EXPECT_EQ(selected.last()[0], 7);
}

TEST_F(RequestsPageTest, selectsWhatItIsTold) {
    document.open(test::storedRun(50));
    page.show();
    page.selectRequest(74);
    EXPECT_EQ(currentIndex(), "24");
    EXPECT_EQ(story(), "It failed 500 ms after it was sent, before the first token: timeout.");
    EXPECT_EQ(selected.last()[0], 74);
    page.selectRequest(-1);
    EXPECT_EQ(selected.last()[0], -1);
    EXPECT_EQ(story(), "");
}

TEST_F(RequestsPageTest, widensTheFilterThatHidesARequest) {
    document.open(test::storedRun(50));
    page.show();
    bar().setFilter({Outcome::Failed, 1, false, "49"});
    EXPECT_EQ(shown(), 1);
    page.selectRequest(3);
    EXPECT_EQ(shown(), 100);
    EXPECT_EQ(currentIndex(), "3");
}

TEST_F(RequestsPageTest, filtersByWhatIsPicked) {
    document.open(test::storedRun(50));
    page.show();
    const auto boxes = bar().findChildren<QComboBox*>();
    boxes[0]->setCurrentIndex(2);
    EXPECT_EQ(test::dumpColumn(*table().model(), 0), "24 49 24 49");
    boxes[1]->setCurrentIndex(2);
    EXPECT_EQ(test::dumpColumn(*table().model(), 1), "long long");
    QTest::keyClicks(bar().findChild<QLineEdit*>(), "no answer");
    EXPECT_EQ(shown(), 2);
}

TEST_F(RequestsPageTest, warmUpIsShownWithItsPhaseWhenAskedFor) {
    StoredRun run = test::storedRun(5, {"short"});
    run.rows[0].brief.phase = Phase::Warmup;
    document.open(std::move(run));
    page.show();
    EXPECT_EQ(shown(), 4);
    EXPECT_TRUE(table().isColumnHidden(2));
    bar().findChild<QCheckBox*>()->setChecked(true);
    EXPECT_EQ(shown(), 5);
    EXPECT_FALSE(table().isColumnHidden(2));
    bar().findChild<QCheckBox*>()->setChecked(false);
    page.selectRequest(0);
    EXPECT_EQ(shown(), 5);
}

TEST_F(RequestsPageTest, asksForTheTimeline) {
    document.open(test::storedRun(5, {"short"}));
    page.show();
    QSignalSpy asked(&page, &RequestsPage::showInTimeline);
    page.selectRequest(2);
    page.findChild<RequestDetails*>()->findChild<QPushButton*>()->click();
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked[0][0], 2);
}

TEST_F(RequestsPageTest, copiesTheSelectedRows) {
    document.open(test::storedRun(5, {"short"}));
    page.show();
    table().selectRow(2);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(),
              "#\tWorkload\tOutcome\tError\tSent (s)\tSend lag (ms)\tTTFT (ms)\tTPOT (ms)\tE2EL "
              "(ms)\tLongest gap (ms)\tPrompt (tok)\tOutput (tok)\tFinish\tWorker\tHTTP\n"
              "2\tshort\tok\t\t0.2\t0\t52\t10\t202\t10\t128\t16\t\t0\t\n");
}

TEST_F(RequestsPageTest, theSelectionStaysWithItsRequestWhenRowsAreOthers) {
    const RunPlan plan = test::plan();
    page.show();
    document.beginLive(plan);
    document.addSnapshot(
        test::snapshot(plan.workloads[0], 0, 50, Nanos(0), std::chrono::seconds(3)));
    page.selectRequest(5);
    const std::string before = currentIndex();
    QSignalSpy done(&document, &RunDocument::workloadDone);
    document.addWorkload(test::workloadResult(plan.workloads[0], test::records(50)));
    ASSERT_TRUE(done.wait());
    EXPECT_EQ(currentIndex(), before);
    EXPECT_EQ(document.rows()[selected.last()[0].toUInt()].brief.index, std::stoul(before));
    document.clear();
    EXPECT_EQ(selected.last()[0], -1);
}

TEST_F(RequestsPageTest, aHundredThousandRequestsAnswerAtOnce) {
    StoredRun run = test::storedRun(1000, {"short"});
    const auto rows = run.rows;
    for (int i = 1000; i < 100'000; ++i) {
        run.rows.push_back(rows[static_cast<std::size_t>(i) % rows.size()]);
        run.rows.back().brief.index = static_cast<std::uint64_t>(i);
    }
    page.resize(950, 660);
    page.show();
    QElapsedTimer timer;
    timer.start();
    document.open(std::move(run));
    bar().findChild<QToolButton*>()->click();
    bar().setFilter({Outcome::Failed, -1, false, {}});
    page.selectRequest(99'998);
    QCoreApplication::processEvents();
    EXPECT_LT(timer.elapsed(), 1000);
    EXPECT_EQ(currentIndex(), "99998");
}

}  // namespace
}  // namespace sagebench::ui
