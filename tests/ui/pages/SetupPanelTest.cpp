// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SetupPanel.h"

#include <gmock/gmock.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>
#include <fstream>

#include "backend/Backend.h"
#include "support/TemporaryFolder.h"
#include "ui/support/FileBackend.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

struct SetupPanelTest : testing::Test {
    SetupPanelTest() {
        QSettings().clear();
        panel.resize(340, 600);
        panel.show();
    }
    QLineEdit* line(const QString& field) {
        auto* widget = panel.findChild<QWidget*>(field);
        auto* itself = qobject_cast<QLineEdit*>(widget);
        return itself ? itself : widget->findChild<QLineEdit*>();
    }
    void choose(const QString& field, int index) {
        auto* combo = panel.findChild<QComboBox*>(field);
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index);
    }
    static RunPlan plan() {
        RunPlan plan;
        plan.slo.limits = {{SloMetric::Ttft, std::chrono::milliseconds(200), {}}};
        plan.contract = builtinContracts()[1];
        plan.sweep = SweepSpec{LoadAxis::Concurrency, {1, 2}};
        plan.workloads = {{"own", "", 1, 2, 3, 4, 5, true}};
        plan.backend = {"vllm", "m", "http://h:1", {}, {{"stream", "false"}}};
        plan.seed = 5;
        plan.output.exports = {"markdown", "vllm"};
        return plan;
    }
    SetupPanel panel;
};

TEST_F(SetupPanelTest, isReadyToRunAtFirst) {
    EXPECT_TRUE(panel.problems().isEmpty());
    EXPECT_EQ(panel.plan().backend.id, "mock");
    EXPECT_EQ(panel.plan().workloads, defaultWorkloads());
}

TEST_F(SetupPanelTest, typingChangesThePlan) {
    QSignalSpy changed(&panel, &SetupPanel::planChanged);
    QTest::keyClicks(line("seed"), "42");
    EXPECT_EQ(panel.plan().seed, 42u);
    EXPECT_EQ(changed.count(), 2);
    QTest::keyClicks(line("timeout"), "2.5");
    EXPECT_EQ(panel.plan().timeout, std::chrono::milliseconds(2500));
    line("folder")->clear();
    QTest::keyClicks(line("folder"), "/tmp/out");
    EXPECT_EQ(panel.plan().output.folder, "/tmp/out");
    QTest::keyClicks(line("option.slots"), "16");
    EXPECT_EQ(panel.plan().backend.options.at("slots"), "16");
}

TEST_F(SetupPanelTest, oneLoadForAllWorkloads) {
    panel.showField("load_arrival");
    choose("load_arrival", 3);  // Poisson
    EXPECT_EQ(panel.problems(), QStringList("Rate: Give requests a second, such as 10"));
    QTest::keyClicks(line("load_rate"), "10");
    QTest::keyClicks(line("load_duration"), "60s");
    EXPECT_TRUE(panel.problems().isEmpty());
    for (const WorkloadSpec& spec : panel.plan().workloads) {
        EXPECT_EQ(spec.arrival.rate, 10);
        EXPECT_EQ(spec.duration, std::chrono::seconds(60));
        EXPECT_EQ(spec.numRequests, 0);
    }
    while (panel.undoStack().canUndo()) {
        panel.undoStack().undo();
    }
    EXPECT_EQ(panel.plan().workloads, defaultWorkloads());
}

TEST_F(SetupPanelTest, goalsAreTyped) {
    QTest::keyClicks(line("slos"), "ttft=200ms,p95:tpot=30ms");
    QTest::keyClicks(line("slo_target"), "95");
    choose("contract", 1);
    EXPECT_EQ(panel.plan().slo.limits.size(), 2u);
    EXPECT_EQ(panel.plan().slo.target, 0.95);
    EXPECT_EQ(panel.plan().contract, builtinContracts().front());
    QTest::keyClicks(line("slos"), ",x");
    EXPECT_EQ(panel.problems().size(), 1);
    choose("contract", 0);
    EXPECT_EQ(panel.plan().contract, std::nullopt);
}

TEST_F(SetupPanelTest, sweepsAndSearchesAreTyped) {
    choose("campaign", 1);
    QTest::keyClicks(line("sweep_values"), "1:8:x2");
    EXPECT_EQ(panel.plan().sweep, (SweepSpec{LoadAxis::Concurrency, {1, 2, 4, 8}}));
    choose("campaign", 3);
    QTest::keyClicks(line("search_to"), "64");
    EXPECT_EQ(panel.plan().sweep, std::nullopt);
    EXPECT_EQ(panel.plan().search, (SearchSpec{LoadAxis::Concurrency, 1, 64, 0.02, 3}));
    EXPECT_EQ(panel.problems(),
              QStringList("SLO: A search needs a limit to look for, such as ttft=200ms"));
}

TEST_F(SetupPanelTest, repeatsAndTheDifferenceThatMattersAreTyped) {
    EXPECT_TRUE(line("difference")->isVisible()) << "of one run, too";
    EXPECT_FALSE(line("repeat_runs")->isVisible());
    QTest::keyClicks(line("difference"), "5");
    EXPECT_EQ(panel.plan().difference, 0.05);
    choose("campaign", 4);
    EXPECT_EQ(panel.plan().repeat, 5);
    QTest::keyClicks(line("repeat_runs"), "1");
    EXPECT_EQ(panel.plan().repeat, 1);
    EXPECT_TRUE(line("repeat_runs")->isVisible()) << "more digits may come";
    EXPECT_EQ(panel.problems(), QStringList());
    QTest::keyClick(line("repeat_runs"), Qt::Key_Backspace);
    QTest::keyClicks(line("repeat_runs"), "8");
    EXPECT_EQ(panel.plan().repeat, 8);
    panel.saveState();
    SetupPanel later;
    later.restoreState();
    EXPECT_EQ(later.plan(), panel.plan());
    for (int step = 0; step < 3; ++step) {
        panel.undoStack().undo();
    }
    EXPECT_EQ(panel.plan().repeat, 1);
    EXPECT_EQ(panel.plan().difference, std::nullopt);
    EXPECT_EQ(line("difference")->text(), "");
    QTest::keyClicks(line("difference"), "200");
    EXPECT_EQ(panel.problems(), QStringList("Difference: Must be 0.1 to 100 %, or empty"));
}

TEST_F(SetupPanelTest, exportsAreChosen) {
    for (QCheckBox* box : panel.findChild<QWidget*>("exports")->findChildren<QCheckBox*>()) {
        box->click();
    }
    EXPECT_THAT(panel.plan().output.exports, testing::ElementsAre("csv", "vllm"));
    EXPECT_TRUE(panel.plan().output.saveTexts);
}

TEST_F(SetupPanelTest, aPlanIsShownAndCanBeUndone) {
    const RunPlan before = panel.plan();
    panel.setPlan(plan());
    EXPECT_EQ(panel.plan(), plan());
    EXPECT_EQ(line("seed")->text(), "5");
    EXPECT_EQ(line("base_url")->text(), "http://h:1");
    panel.undoStack().undo();
    EXPECT_EQ(panel.plan(), before);
    EXPECT_EQ(line("seed")->text(), "");
    panel.undoStack().redo();
    EXPECT_EQ(panel.plan(), plan());
}

TEST_F(SetupPanelTest, plansOfEveryBackendComeBackAsTheyWent) {
    for (const Backend* backend : allBackends()) {
        RunPlan some = plan();
        const BackendDescription description = backend->describe();
        some.backend = {description.id, "", "", {}, {}};
        if (!description.modelChoices.empty()) {
            some.backend.model = description.modelChoices.front();
        }
        for (const OptionSpec& spec : description.options) {
            const bool list = spec.key.ends_with(".*");
            some.backend.options[list ? spec.key.substr(0, spec.key.size() - 1) + "x" : spec.key] =
                list ? "1" : spec.defaultValue;
        }
        panel.setPlan(some);
        EXPECT_EQ(panel.plan(), some);
        EXPECT_EQ(panel.problems().isEmpty(), description.available)
            << panel.problems().join('\n').toStdString();
    }
}

struct ModelFileTest : testing::Test {
    ModelFileTest() {
        QSettings().clear();
        panel.resize(340, 900);
        panel.show();
    }
    QString made(const std::string& name) {
        std::ofstream(folder / name) << "x";
        return QString::fromStdString((folder / name).string());
    }
    QComboBox* model() { return panel.findChild<QWidget*>("model_file")->findChild<QComboBox*>(); }
    QPushButton* check() { return panel.findChild<QPushButton*>("testConnection"); }
    sagebench::test::TemporaryFolder folder;
    SetupPanel panel{test::backendsWith(test::fileBackend())};
};

TEST_F(ModelFileTest, fromTheChoiceOfTheBackendToAPlanThatRuns) {
    EXPECT_FALSE(model()->isVisible());
    EXPECT_EQ(check()->text(), "Test &connection");
    panel.chooseBackend("in-process");
    EXPECT_TRUE(model()->isVisible());
    EXPECT_FALSE(panel.findChild<QWidget*>("base_url")->isVisible());
    EXPECT_EQ(check()->text(), "&Check model");
    EXPECT_FALSE(check()->isEnabled());
    EXPECT_EQ(panel.problems(),
              QStringList{"Model: Choose a model file, or a synthetic model from the list"});
    panel.showFirstProblem();
    EXPECT_EQ(panel.focusWidget(), model());
    QTest::keyClicks(model(), made("some.gguf") + "x");
    EXPECT_EQ(panel.problems(),
              QStringList{"Model: There is no such file; check the path, or browse for it"});
    QTest::keyClick(model(), Qt::Key_Backspace);
    EXPECT_TRUE(panel.problems().isEmpty());
    EXPECT_TRUE(check()->isEnabled());
    EXPECT_EQ(panel.plan().backend.model, made("some.gguf").toStdString());
}

TEST_F(ModelFileTest, aDroppedFileChoosesBackendAndModelInOneStep) {
    const RunPlan before = panel.plan();
    EXPECT_TRUE(panel.chooseModelFile(made("a.gguf")));
    EXPECT_EQ(panel.plan().backend.id, "in-process");
    EXPECT_EQ(model()->currentText(), made("a.gguf"));
    EXPECT_TRUE(panel.problems().isEmpty());
    panel.undoStack().undo();
    EXPECT_EQ(panel.plan(), before);
    EXPECT_FALSE(panel.undoStack().canUndo());
}

TEST_F(ModelFileTest, theFileOfARunIsOfferedAgain) {
    panel.chooseModelFile(made("a.gguf"));
    panel.saveState();
    panel.chooseModelFile(made("b.gguf"));
    EXPECT_GE(model()->findText(made("a.gguf")), 0);
}

TEST_F(ModelFileTest, noneIsChosenWhereNoBackendLoadsFiles) {
    BackendList servers = registeredBackends();
    std::erase_if(servers, [](const auto& backend) { return backend.usesModelFile; });
    SetupPanel other(servers);
    EXPECT_FALSE(other.chooseModelFile(made("a.gguf")));
    EXPECT_FALSE(other.undoStack().canUndo());
}

TEST_F(ModelFileTest, aBackendThatIsNotInstalledSaysHowToGetIt) {
    SetupPanel other(test::backendsWith(test::absentFileBackend()));
    EXPECT_TRUE(other.chooseModelFile("/not/looked/at.gguf"));
    EXPECT_EQ(other.problems(),
              QStringList{"Backend: Not part of this installation; get it with: ./get-it.sh"});
    auto* combo = other.findChild<QComboBox*>("backend");
    EXPECT_EQ(combo->currentText(), "Engine in this process (not installed)");
    EXPECT_TRUE(combo->toolTip().endsWith("get it with: ./get-it.sh"));
    EXPECT_FALSE(combo->model()->index(combo->currentIndex(), 0).flags() & Qt::ItemIsEnabled);
}

TEST_F(ModelFileTest, fitsIntoANarrowPanel) {
    panel.chooseModelFile("/" + QString(200, 'm') + ".gguf");
    QTest::qWait(20);
    auto* scroll = panel.findChild<QScrollArea*>();
    EXPECT_LE(scroll->widget()->width(), scroll->viewport()->width());
}

TEST_F(SetupPanelTest, theFirstProblemIsShown) {
    QTest::keyClicks(line("timeout"), "x");
    EXPECT_EQ(panel.problems(), QStringList{"Timeout: Must be 0.001 to 604800 seconds"});
    EXPECT_EQ(panel.findChild<QWidget*>("timeout")->accessibleDescription(),
              "Must be 0.001 to 604800 seconds");
    panel.resize(340, 200);
    auto* scroll = panel.findChild<QScrollArea*>();
    scroll->verticalScrollBar()->setValue(0);
    panel.activateWindow();
    panel.showFirstProblem();
    QTest::qWait(50);
    EXPECT_FALSE(line("timeout")->visibleRegion().isEmpty());
    EXPECT_EQ(panel.focusWidget(), line("timeout"));
}

TEST_F(SetupPanelTest, aHiddenOptionIsBroughtToLight) {
    RunPlan bad;
    bad.workloads = defaultWorkloads();
    bad.backend.options = {{"fail_rate", "7"}};
    panel.setPlan(bad);
    EXPECT_EQ(panel.problems(), QStringList{"Fail rate: Must be 0 to 1"});
    panel.showFirstProblem();
    QTest::qWait(50);
    EXPECT_FALSE(line("option.fail_rate")->visibleRegion().isEmpty());
}

TEST_F(SetupPanelTest, nothingCanBeEditedDuringARun) {
    panel.setEditable(false);
    EXPECT_FALSE(line("seed")->isEnabled());
    panel.setEditable(true);
    EXPECT_TRUE(line("seed")->isEnabled());
}

TEST_F(SetupPanelTest, comesBackWithWhatWasEdited) {
    panel.setPlan(plan());
    panel.saveState();
    SetupPanel later;
    later.restoreState();
    EXPECT_EQ(later.plan(), plan());
    EXPECT_FALSE(later.undoStack().canUndo());
}

TEST_F(SetupPanelTest, fitsIntoANarrowPanelWithLongNames) {
    RunPlan wide = plan();
    wide.workloads[0].name = std::string(64, 'w');
    wide.backend.baseUrl = "http://" + std::string(200, 'h') + ":1";
    wide.backend.model = std::string(200, 'm');
    wide.backend.options = {{"header." + std::string(100, 'x'), std::string(100, 'y')}};
    wide.output.folder = "/" + std::string(200, 'f');
    panel.setPlan(wide);
    QTest::qWait(20);
    auto* scroll = panel.findChild<QScrollArea*>();
    EXPECT_LE(scroll->widget()->minimumSizeHint().width(), scroll->viewport()->width());
    EXPECT_LE(scroll->widget()->width(), scroll->viewport()->width());
    QTest::keyClicks(line("base_url"), " ?" + QString(200, 'q'));
    QTest::qWait(20);
    EXPECT_FALSE(panel.problems().isEmpty());
    EXPECT_LE(scroll->widget()->width(), scroll->viewport()->width());
}

TEST_F(SetupPanelTest, tabGoesDownThePanel) {
    QWidget* content = panel.findChild<QScrollArea*>()->widget();
    auto* backends = panel.findChild<QComboBox*>("backend");
    int last = -1;
    for (QWidget* at = backends->nextInFocusChain(); at != backends; at = at->nextInFocusChain()) {
        if (content->isAncestorOf(at) && (at->focusPolicy() & Qt::TabFocus) && at->isVisible()) {
            const int y = at->mapTo(content, QPoint(0, at->height())).y();
            EXPECT_GE(y, last - at->height()) << at->objectName().toStdString();
            last = y;
        }
    }
    EXPECT_GT(last, 0);
}

TEST_F(SetupPanelTest, theWheelPassesFieldsBy) {
    auto* backends = panel.findChild<QComboBox*>("backend");
    panel.setFocus();
    QWheelEvent wheel({5, 5}, backends->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    line("seed")->setFocus();
    QApplication::sendEvent(backends, &wheel);
    EXPECT_EQ(panel.plan().backend.id, "mock");
}

TEST_F(SetupPanelTest, everyFieldHasANameForThoseWhoDoNotSee) {
    for (const char* field : {"backend",          "base_url",      "model",
                              "key_source",       "key_env",       "key_file",
                              "model_file",       "seed",          "timeout",
                              "folder",           "workloads",     "load_arrival",
                              "load_concurrency", "load_rate",     "load_burstiness",
                              "load_requests",    "load_duration", "slos",
                              "slo_target",       "fail_on_slo",   "contract",
                              "campaign",         "sweep_axis",    "sweep_values",
                              "search_from",      "search_to",     "search_precision",
                              "search_confirm",   "repeat_runs",   "difference"}) {
        EXPECT_FALSE(panel.findChild<QWidget*>(field)->accessibleName().isEmpty()) << field;
    }
}

}  // namespace
}  // namespace sagebench::ui
