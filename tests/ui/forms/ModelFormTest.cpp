// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/ModelForm.h"

#include <gmock/gmock.h>

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <fstream>

#include "forms/ModelEdit.h"
#include "forms/SetupStore.h"
#include "support/TemporaryFolder.h"
#include "ui/support/FileBackend.h"

namespace sagebench::ui {
namespace {

SetupState stateOfFiles() {
    SetupState state;
    state.backend = test::fileBackend().id;
    return state;
}

struct ModelFormTest : testing::Test {
    ModelFormTest() {
        QSettings().clear();
        QObject::connect(&store, &SetupStore::changed, &form, [this] { show(); });
        form.resize(340, 200);
        form.QWidget::show();
        show();
    }
    void show() { form.show(test::fileBackend()); }
    QString made(const std::string& name) {
        std::ofstream(folder / name) << "GGUF of 16 bytes";
        return QString::fromStdString((folder / name).string());
    }
    QComboBox* combo() { return form.findChild<QComboBox*>(); }
    QStringList listed() {
        QStringList all;
        for (int i = 0; i < combo()->count(); ++i) {
            all += combo()->itemText(i);
        }
        return all;
    }
    std::string model() const { return store.state().input().model; }
    void browseTo(const QString& path) {
        form.findChild<QPushButton*>("browseModel")->click();
        auto* dialog = form.findChild<QFileDialog*>();
        ASSERT_NE(dialog, nullptr);
        EXPECT_EQ(dialog->nameFilters(), (QStringList{"GGUF models (*.gguf)", "All files (*)"}));
        Q_EMIT dialog->fileSelected(path);
        dialog->reject();
    }
    sagebench::test::TemporaryFolder folder;
    SetupStore store{stateOfFiles()};
    ModelForm form{store};
};

TEST_F(ModelFormTest, offersTheNamesOfTheBackend) {
    EXPECT_EQ(listed(), (QStringList{"synthetic:tiny", "synthetic:1b"}));
    EXPECT_EQ(combo()->currentText(), "");
    EXPECT_EQ(combo()->lineEdit()->placeholderText(), "model.gguf or synthetic:tiny");
    combo()->setFocus();
    QTest::keyClick(combo(), Qt::Key_Down);
    EXPECT_EQ(model(), "synthetic:tiny");
}

TEST_F(ModelFormTest, aPathIsTypedAsOneStep) {
    QTest::keyClicks(combo(), "/models/a.gguf");
    EXPECT_EQ(model(), "/models/a.gguf");
    EXPECT_TRUE(form.reveal("model_file")->toolTip().startsWith("/models/a.gguf\n"))
        << "it may be cut off";
    store.undoStack().undo();
    EXPECT_EQ(model(), "");
    EXPECT_EQ(combo()->currentText(), "");
    EXPECT_FALSE(store.undoStack().canUndo());
}

TEST_F(ModelFormTest, aFileThatIsBrowsedForIsAStepOfItsOwn) {
    QTest::keyClicks(combo(), "x");
    browseTo("/models/b.gguf");
    EXPECT_EQ(model(), "/models/b.gguf");
    EXPECT_EQ(combo()->currentText(), "/models/b.gguf");
    EXPECT_EQ(store.undoStack().undoText(), "Choose model");
    store.undoStack().undo();
    EXPECT_EQ(model(), "x");
}

TEST_F(ModelFormTest, filesOfEarlierRunsAreInTheListWhileTheyAreThere) {
    const QString first = made("first.gguf");
    const QString second = made("second.gguf");
    for (const QString& path : {first, second, QString("synthetic:1b"), QString("/no/such.gguf")}) {
        combo()->setEditText(path);
        form.remember();
    }
    show();
    EXPECT_EQ(listed(), (QStringList{"synthetic:tiny", "synthetic:1b", "", second, first}));
    EXPECT_EQ(combo()->currentText(), "/no/such.gguf") << "the list changes, the choice does not";
    std::filesystem::remove(folder / "second.gguf");
    show();
    EXPECT_EQ(listed(), (QStringList{"synthetic:tiny", "synthetic:1b", "", first}));
}

TEST_F(ModelFormTest, theListBeginsAtWhatIsChosen) {
    store.editInput("", "", [](BackendInput& input) { input.model = "synthetic:1b"; });
    EXPECT_EQ(combo()->currentIndex(), 1);
    store.editInput("", "", [](BackendInput& input) { input.model = "/a.gguf"; });
    EXPECT_EQ(combo()->currentIndex(), -1);
    EXPECT_EQ(combo()->currentText(), "/a.gguf");
}

TEST_F(ModelFormTest, leavesDropsToTheWindow) {
    EXPECT_FALSE(combo()->acceptDrops());
    EXPECT_FALSE(combo()->lineEdit()->acceptDrops());
}

TEST_F(ModelFormTest, saysWhatIsWrongInPlace) {
    form.showProblems({{"model_file", "Model", "There is no such file"}});
    QWidget* field = form.reveal("model_file");
    EXPECT_EQ(field->accessibleDescription(), "There is no such file");
    EXPECT_EQ(field->focusProxy(), combo());
    EXPECT_EQ(combo()->accessibleName(), "Model");
}

TEST(ModelNote, tellsWhatWasChosen) {
    const BackendDescription backend = test::fileBackend();
    EXPECT_EQ(modelNote("", backend, {}),
              "Synthetic models have random weights: nothing to download");
    EXPECT_TRUE(modelNote("synthetic:tiny", backend, {}).startsWith("Random weights"));
    EXPECT_TRUE(modelNote("synthetic:1b:q8_0", backend, {}).startsWith("Random weights"));
    EXPECT_EQ(modelNote("/a.gguf", backend, qint64(3) << 20), "3.00 MiB");
    EXPECT_EQ(modelNote("/no/such.gguf", backend, {}), "");
    BackendDescription filesOnly = backend;
    filesOnly.modelChoices.clear();
    EXPECT_EQ(modelNote("", filesOnly, {}), "");
}

TEST(BackendList, aModelFileGoesToTheBackendThatLoadsFiles) {
    const BackendList backends = test::backendsWith(test::fileBackend());
    EXPECT_EQ(backendForModelFiles(backends, "vllm")->id, "in-process");
    BackendList two = {test::absentFileBackend(), test::fileBackend()};
    two[1].id = "other";
    EXPECT_EQ(backendForModelFiles(two, "mock")->id, "other") << "it is installed";
    EXPECT_EQ(backendForModelFiles(two, "in-process")->id, "in-process") << "it is chosen";
    EXPECT_EQ(backendForModelFiles({test::absentFileBackend()}, "mock")->id, "in-process");
    EXPECT_EQ(backendForModelFiles({BackendDescription()}, "mock"), nullptr);
}

}  // namespace
}  // namespace sagebench::ui
