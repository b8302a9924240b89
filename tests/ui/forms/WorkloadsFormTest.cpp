// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadsForm.h"

#include <gmock/gmock.h>

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QTest>
#include <QToolButton>

#include "base/Files.h"
#include "dialogs/WorkloadDialog.h"
#include "forms/SetupStore.h"
#include "forms/WorkloadText.h"
#include "support/TemporaryFolder.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

SetupState threeOwn() {
    SetupState state;
    for (const char* name : {"a", "b", "c"}) {
        state.workloads.push_back({{name, "", 1, 2, 3, 4, 0, false}, true});
    }
    return state;
}

struct WorkloadsFormTest : testing::Test {
    WorkloadsFormTest() {
        QObject::connect(&store, &SetupStore::changed, &form, &WorkloadsForm::show);
        form.resize(340, 400);
        form.QWidget::show();
    }
    std::string names() const {
        std::string all;
        for (const WorkloadEntry& entry : store.state().workloads) {
            all += (all.empty() ? "" : " ") + entry.spec.name + (entry.checked ? "" : "(off)");
        }
        return all;
    }
    QListView* list() { return form.findChild<QListView*>("workloads"); }
    void choose(int row) { list()->setCurrentIndex(list()->model()->index(row, 0)); }
    int chosen() { return list()->currentIndex().row(); }
    QAction* action(const QString& text) {
        for (QAction* action : list()->actions()) {
            if (action->text() == text) {
                return action;
            }
        }
        return nullptr;
    }
    WorkloadDialog* dialog() { return form.findChild<WorkloadDialog*>(); }
    SetupStore store{threeOwn()};
    WorkloadsForm form{store};
};

TEST_F(WorkloadsFormTest, spaceChecksAndUnchecks) {
    choose(1);
    QTest::keyClick(list(), Qt::Key_Space);
    EXPECT_EQ(names(), "a b(off) c");
    store.undoStack().undo();
    EXPECT_EQ(names(), "a b c");
    EXPECT_EQ(chosen(), 1);
}

TEST_F(WorkloadsFormTest, moves) {
    choose(0);
    EXPECT_FALSE(action("Move up")->isEnabled());
    action("Move down")->trigger();
    EXPECT_EQ(names(), "b a c");
    EXPECT_EQ(chosen(), 1);
    action("Move down")->trigger();
    EXPECT_EQ(names(), "b c a");
    EXPECT_FALSE(action("Move down")->isEnabled());
    action("Move up")->trigger();
    EXPECT_EQ(names(), "b a c");
    list()->model()->moveRow({}, 2, {}, 0);  // as a drag does
    EXPECT_EQ(names(), "c b a");
    store.undoStack().undo();
    EXPECT_EQ(names(), "b a c");
}

TEST_F(WorkloadsFormTest, duplicatesAndRemoves) {
    choose(1);
    action("Copy")->trigger();
    EXPECT_EQ(names(), "a b b-2 c");
    EXPECT_EQ(chosen(), 2);
    choose(0);
    action("Remove")->trigger();
    EXPECT_EQ(names(), "b b-2 c");
    EXPECT_EQ(chosen(), 0);
    store.undoStack().undo();
    store.undoStack().undo();
    EXPECT_EQ(names(), "a b c");
    store.undoStack().redo();
    EXPECT_EQ(names(), "a b b-2 c");
}

TEST_F(WorkloadsFormTest, removesTheLast) {
    for (int i = 0; i < 3; ++i) {
        action("Remove")->trigger();
    }
    EXPECT_EQ(names(), "");
    EXPECT_FALSE(action("Remove")->isEnabled());
    store.undoStack().undo();
    EXPECT_TRUE(action("Remove")->isEnabled());
}

TEST_F(WorkloadsFormTest, editsInADialog) {
    choose(1);
    action("Edit…")->trigger();
    ASSERT_NE(dialog(), nullptr);
    auto* name = dialog()->findChild<QLineEdit*>("name");
    name->setText("bb");
    dialog()->accept();
    EXPECT_EQ(names(), "a bb c");
    store.undoStack().undo();
    EXPECT_EQ(names(), "a b c");
}

TEST_F(WorkloadsFormTest, aBuiltinOneStaysAndACopyIsEdited) {
    store.reset(initialState());
    const std::string before = names();
    const std::string first = builtinWorkloads()[0].name;
    choose(0);
    action("Edit…")->trigger();
    ASSERT_NE(dialog(), nullptr);
    EXPECT_EQ(dialog()->spec().name, first + "-2");
    dialog()->accept();
    EXPECT_EQ(store.state().workloads[0].spec, builtinWorkloads()[0]);
    EXPECT_EQ(store.state().workloads[1].spec.name, first + "-2");
    store.undoStack().undo();
    EXPECT_EQ(names(), before);
}

TEST_F(WorkloadsFormTest, takesTheWorkloadsOfAFile) {
    const test::TemporaryFolder folder;
    const QString path = QString::fromStdString((folder / "w.json").string());
    ASSERT_TRUE(writeFileAtomically(folder / "w.json", R"({"workloads": [
        {"name": "a", "prompt_tokens": 9, "output_tokens": 9, "num_requests": 9},
        {"name": "z", "prompt_tokens": 9, "output_tokens": 9, "num_requests": 9}]})"));
    ASSERT_TRUE(form.addFile(path));
    EXPECT_EQ(names(), "a b c a-2 z");
    store.undoStack().undo();
    EXPECT_EQ(names(), "a b c");
    ASSERT_TRUE(writeFileAtomically(folder / "w.json", R"({
        "name": 7, "prompt_tokens": 9, "output_tokens": 9, "num_requests": 9})"));
    const auto bad = form.addFile(path);
    ASSERT_FALSE(bad);
    EXPECT_THAT(bad.error().message, testing::HasSubstr("w.json:2: "));
    EXPECT_EQ(names(), "a b c");
}

TEST_F(WorkloadsFormTest, everythingHasAName) {
    for (const QToolButton* button : form.findChildren<QToolButton*>()) {
        EXPECT_FALSE(button->accessibleName().isEmpty() && button->text().isEmpty());
        EXPECT_TRUE(button->focusPolicy() & Qt::TabFocus);
    }
}

}  // namespace
}  // namespace sagebench::ui
