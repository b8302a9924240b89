// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/ExportDialog.h"

#include <gmock/gmock.h>

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <set>

#include "base/Files.h"
#include "dialogs/ExportWriter.h"
#include "run/RunLoader.h"
#include "support/TemporaryFolder.h"
#include "ui/pages/MockRun.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

namespace fs = std::filesystem;
using sagebench::test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

std::set<std::string> filesIn(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.insert(entry.path().filename());
    }
    return names;
}

class ExportDialogTest : public testing::Test {
  protected:
    ExportDialogTest() {
        QSettings().clear();
        QSettings().setValue("export/folder", QString::fromStdString(target().string()));
    }
    fs::path target() const { return folder / "out"; }
    void choose(std::initializer_list<const char*> keys) {
        for (QCheckBox* box : dialog->findChildren<QCheckBox*>()) {
            box->setChecked(std::find(keys.begin(), keys.end(), box->objectName()) != keys.end());
        }
    }
    void open(std::vector<NamedChart> charts = {}) {
        dialog = std::make_unique<ExportDialog>(document, std::move(charts));
        dialog->show();
    }
    QPushButton& exportButton() { return *dialog->findChild<QPushButton*>("export"); }
    std::string message() { return dialog->findChild<QLabel*>("message")->text().toStdString(); }
    std::vector<std::string> listed() {
        std::vector<std::string> lines;
        for (auto* list : dialog->findChildren<QListWidget*>()) {
            for (int i = 0; list->accessibleName() == "Files" && i < list->count(); ++i) {
                lines.push_back(list->item(i)->text().toStdString());
            }
        }
        return lines;
    }
    void exportAndWait() {
        exportButton().click();
        ASSERT_TRUE(QTest::qWaitFor([this] { return exportButton().isEnabled(); }, 10'000));
    }

    TemporaryFolder folder;
    RunDocument document;
    std::unique_ptr<ExportDialog> dialog;
};

TEST_F(ExportDialogTest, writesTheBytesOfAHeadlessRun) {
    const fs::path origin = folder / "run";
    ASSERT_TRUE(test::runMock(test::mockPlan(origin)));
    document.open(loadRun(origin).value());
    open();
    choose({"json", "markdown", "csv", "vllm"});
    exportAndWait();
    EXPECT_THAT(message(), HasSubstr(target().string() + ": 7"));
    EXPECT_THAT(filesIn(target()),
                ElementsAre("REPORT.md", "benchmark_summary.csv", "benchmark_summary.json",
                            "burst_metrics.json", "burst_vllm.json", "small_metrics.json",
                            "small_vllm.json"));
    for (const std::string& name : filesIn(target())) {
        EXPECT_EQ(readFile(target() / name).value(), readFile(origin / name).value()) << name;
    }
}

TEST_F(ExportDialogTest, alsoWhatThePlanDidNotExport) {
    RunPlan plan = test::mockPlan(folder / "bare");
    plan.output.exports = {};
    ASSERT_TRUE(test::runMock(plan));
    document.open(loadRun(folder / "bare").value());
    open();
    choose({"json", "markdown"});
    exportAndWait();
    EXPECT_EQ(readFile(target() / "benchmark_summary.json").value(),
              readFile(folder / "bare/benchmark_summary.json").value());
    EXPECT_THAT(readFile(target() / "REPORT.md").value(), HasSubstr("# Benchmark report"));
}

TEST_F(ExportDialogTest, aRunJustMeasuredIsExportedFromItsRecords) {
    const fs::path origin = folder / "run";
    const auto result = test::runMock(test::mockPlan(origin));
    ASSERT_TRUE(result);
    document.beginLive(result->run.plan);
    document.noteStarted(result->run);
    for (const auto& workload : result->workloads) {
        document.addWorkload(workload);
    }
    document.endLive(*result);
    ASSERT_TRUE(QTest::qWaitFor([this] { return document.state() == RunState::Done; }));
    open();
    choose({"json", "markdown", "csv", "vllm"});
    exportAndWait();
    for (const std::string& name : filesIn(target())) {
        EXPECT_EQ(readFile(target() / name).value(), readFile(origin / name).value()) << name;
    }
    EXPECT_EQ(filesIn(target()).size(), 7u);
}

TEST_F(ExportDialogTest, asksBeforeItReplaces) {
    document.open(test::storedRun(5, {"short"}));
    fs::create_directories(target());
    ASSERT_TRUE(writeFileAtomically(target() / "REPORT.md", "mine"));
    open();
    choose({"json", "markdown"});
    exportButton().click();
    EXPECT_THAT(message(), HasSubstr("will be replaced"));
    EXPECT_THAT(listed(), ElementsAre("REPORT.md"));
    EXPECT_EQ(readFile(target() / "REPORT.md").value(), "mine");
    EXPECT_FALSE(fs::exists(target() / "benchmark_summary.json"));
    EXPECT_EQ(exportButton().text(), "&Replace and export");
    choose({"json"});
    EXPECT_EQ(exportButton().text(), "&Export") << "what was asked for is another thing now";
    choose({"json", "markdown"});
    exportButton().click();
    exportAndWait();
    EXPECT_NE(readFile(target() / "REPORT.md").value(), "mine");
}

TEST_F(ExportDialogTest, errorsNameThePath) {
    document.open(test::storedRun(5, {"short"}));
    ASSERT_TRUE(writeFileAtomically(target(), "a file where the folder should be"));
    open();
    choose({"markdown"});
    exportAndWait();
    EXPECT_THAT(message(), HasSubstr(target().string()));
    EXPECT_THAT(listed(), ElementsAre());
}

TEST_F(ExportDialogTest, tellsWhatIsMissing) {
    open();
    EXPECT_THAT(message(), HasSubstr("nothing to export until"));
    EXPECT_FALSE(exportButton().isEnabled());
    document.open(test::storedRun(5, {"short"}));
    open();
    choose({});
    EXPECT_EQ(message(), "Choose what is exported.");
    choose({"csv"});
    EXPECT_TRUE(exportButton().isEnabled());
    dialog->findChild<QLineEdit*>("folder")->setText(" ");
    EXPECT_EQ(message(), "Choose a folder.");
}

TEST_F(ExportDialogTest, vllmNeedsRecords) {
    document.open(
        loadRun(fs::path(SAGEBENCH_SOURCE_DIR) / "examples/sample_benchmark_summary.json").value());
    open();
    EXPECT_FALSE(dialog->findChild<QCheckBox*>("vllm")->isEnabled());
    EXPECT_THAT(dialog->findChild<QCheckBox*>("vllm")->toolTip().toStdString(),
                HasSubstr("_requests.jsonl"));
}

TEST_F(ExportDialogTest, chartsAreWrittenAsPicturesAndDrawings) {
    document.open(test::storedRun(5, {"short"}));
    QLabel first("one"), second("two");
    first.resize(80, 40);
    second.resize(80, 40);
    open({{"ttft_over_time", "TTFT", &first}, {"load", "Load", &second}});
    choose({"png", "svg"});
    for (auto* list : dialog->findChildren<QListWidget*>()) {
        if (list->accessibleName() == "Charts") {
            list->item(1)->setCheckState(Qt::Unchecked);
        }
    }
    exportAndWait();
    EXPECT_THAT(filesIn(target()),
                ElementsAre("chart_ttft_over_time.png", "chart_ttft_over_time.svg"));
    EXPECT_FALSE(
        QImage(QString::fromStdString((target() / "chart_ttft_over_time.png").string())).isNull());
}

TEST_F(ExportDialogTest, remembersItsChoices) {
    document.open(test::storedRun(5, {"short"}));
    open();
    choose({"csv"});
    exportAndWait();
    open();
    EXPECT_TRUE(dialog->findChild<QCheckBox*>("csv")->isChecked());
    EXPECT_FALSE(dialog->findChild<QCheckBox*>("json")->isChecked());
    EXPECT_EQ(dialog->findChild<QLineEdit*>("folder")->text().toStdString(), target().string());
}

TEST(ExportWriterTest, stopsBetweenTwoFiles) {
    const TemporaryFolder folder;
    ExportWriter writer;
    QSignalSpy finished(&writer, &ExportWriter::finished);
    writer.start(folder.path(),
                 {{"first",
                   [&] {
                       writer.stop();
                       return std::string("1");
                   }},
                  {"second", [] { return std::string("2"); }}},
                 {});
    ASSERT_TRUE(finished.wait());
    EXPECT_THAT(writer.written(), ElementsAre("first"));
    EXPECT_TRUE(writer.wasStopped());
}

}  // namespace
}  // namespace sagebench::ui
