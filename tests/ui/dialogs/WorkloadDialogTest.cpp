// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/WorkloadDialog.h"

#include <gmock/gmock.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace sagebench::ui {
namespace {

struct WorkloadDialogTest : testing::Test {
    void type(const QString& field, const QString& text) {
        auto* line = dialog.findChild<QLineEdit*>(field);
        line->selectAll();
        line->del();
        QTest::keyClicks(line, text);
    }
    QString problem(const QString& field) { return dialog.problem(field); }
    QWidget* editor(const QString& field) { return dialog.findChild<QWidget*>(field); }
    void choose(const QString& field, int index) {
        dialog.findChild<QComboBox*>(field)->setCurrentIndex(index);
    }
    bool isShown(const QString& field) { return !editor(field)->isHidden(); }
    bool canAccept() {
        return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled();
    }
    WorkloadSpec spec{"a", "what", 10, 20, 30, 4, 0, false};
    WorkloadDialog dialog{spec, {"taken"}};
};

TEST_F(WorkloadDialogTest, givesWhatItWasGiven) {
    EXPECT_EQ(dialog.spec(), spec);
    EXPECT_TRUE(canAccept());
}

TEST_F(WorkloadDialogTest, givesWhatWasTyped) {
    type("name", "b");
    type("prompt_tokens", "1");
    type("output_tokens", "2");
    type("num_requests", "3");
    type("warmup", "5");
    type("description", "more words");
    dialog.findChild<QCheckBox*>("same_prompt")->click();
    const WorkloadSpec typed{"b", "more words", 1, 2, 3, 4, 5, true};
    EXPECT_EQ(dialog.spec(), typed);
}

TEST_F(WorkloadDialogTest, saysInPlaceWhatIsWrong) {
    type("name", "taken");
    type("num_requests", "-1");
    EXPECT_EQ(problem("name"), "Another workload has this name");
    EXPECT_EQ(problem("num_requests"), "Must be a whole number from 0 to 100000000");
    EXPECT_EQ(editor("name")->accessibleDescription(), problem("name"));
    EXPECT_FALSE(canAccept());
    type("name", "free");
    type("num_requests", "1");
    EXPECT_EQ(problem("name"), "");
    EXPECT_TRUE(canAccept());
}

TEST_F(WorkloadDialogTest, allAtOnceNeedsNoNumber) {
    QWidget* both = editor("concurrency");
    auto* number = both->findChild<QLineEdit*>();
    QTest::keyClicks(number, "x");
    EXPECT_FALSE(canAccept());
    both->findChild<QCheckBox*>()->click();
    EXPECT_TRUE(canAccept());
    EXPECT_FALSE(number->isEnabled());
    EXPECT_EQ(dialog.spec().concurrency, std::nullopt);
}

TEST_F(WorkloadDialogTest, showsWhatTheArrivalsUse) {
    EXPECT_TRUE(isShown("concurrency"));
    EXPECT_FALSE(isShown("request_rate"));
    choose("arrival", 3);  // gamma
    EXPECT_FALSE(isShown("concurrency"));
    EXPECT_TRUE(isShown("request_rate"));
    EXPECT_TRUE(isShown("burstiness"));
    EXPECT_EQ(problem("request_rate"), "Give requests a second, such as 10, or a ramp");
    EXPECT_FALSE(canAccept());
    type("request_rate", "10");
    type("burstiness", "0.5");
    EXPECT_TRUE(canAccept());
    EXPECT_EQ(dialog.spec().arrival,
              (ArrivalSpec{ArrivalProcess::Gamma, 10, 0.5, {}, Nanos(), {}}));
    choose("arrival", 0);
    EXPECT_EQ(dialog.spec(), spec);
}

TEST_F(WorkloadDialogTest, aDataSetSaysLengthsAndNumber) {
    EXPECT_FALSE(isShown("dataset_format"));
    auto* path = editor("dataset")->findChild<QLineEdit*>();
    QTest::keyClicks(path, "/no/trace.csv");
    EXPECT_TRUE(isShown("dataset_format"));
    EXPECT_FALSE(isShown("time_scale"));
    EXPECT_TRUE(dialog.spec().promptTokens.isUnset());
    EXPECT_EQ(dialog.spec().numRequests, 0);
    EXPECT_TRUE(canAccept());
    choose("arrival", 4);
    type("time_scale", "0.5");
    EXPECT_EQ(dialog.spec().dataset.timeScale, 0.5);
    path->selectAll();
    QTest::keyClick(path, Qt::Key_Delete);
    EXPECT_EQ(problem("dataset"), "Requests at the times of a trace need its file");
    choose("arrival", 0);
    EXPECT_EQ(dialog.spec(), spec);
}

TEST_F(WorkloadDialogTest, mnemonicsAreNotGivenTwice) {
    std::map<QString, QString> taken;
    for (const QLabel* label : dialog.findChildren<QLabel*>()) {
        const QString key = QKeySequence::mnemonic(label->text()).toString();
        if (label->buddy() && !key.isEmpty()) {
            EXPECT_EQ(taken[key], "") << label->text().toStdString();
            taken[key] = label->text();
        }
    }
    EXPECT_GE(taken.size(), 15u);
}

TEST_F(WorkloadDialogTest, everyFieldHasANameForThoseWhoDoNotSee) {
    for (const QLineEdit* line : dialog.findChildren<QLineEdit*>()) {
        EXPECT_FALSE(line->accessibleName().isEmpty()) << line->objectName().toStdString();
    }
}

}  // namespace
}  // namespace sagebench::ui
