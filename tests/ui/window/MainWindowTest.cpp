// SPDX-License-Identifier: GPL-3.0-or-later
#include "MainWindow.h"

#include <gmock/gmock.h>

#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include "MainActions.h"
#include "MainPages.h"
#include "backend/Backend.h"
#include "base/Files.h"
#include "pages/SetupPanel.h"
#include "plan/PlanFile.h"
#include "run/RunController.h"
#include "run/RunDocument.h"
#include "support/FaultAnswers.h"
#include "support/FaultServer.h"
#include "ui/support/ForeignFiles.h"
#include "ui/support/WindowHarness.h"
#include "widgets/ElidedLabel.h"
#include "widgets/MessageBar.h"
#include "widgets/RunBar.h"
#include "widgets/WelcomePage.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

class MainWindowTest : public testing::Test, protected test::WindowHarness {
  protected:
    void drop(const QString& path) const {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &event);
    }
    QString write(const std::string& name, const std::string& text) const {
        EXPECT_TRUE(writeFileAtomically(path(name), text));
        return qpath(name);
    }
};

TEST_F(MainWindowTest, theFirstStartOffersTheSimulationInOneClick) {
    EXPECT_TRUE(window->pages().welcome().isVisible());
    RunPlan first = mockPlan("virtual");
    first.workloads.resize(1);
    window->setup().setPlan(first);
    QTest::mouseClick(window->pages().welcome().findChild<QWidget*>("simulate"), Qt::LeftButton);
    EXPECT_FALSE(window->pages().welcome().isVisible());
    EXPECT_TRUE(waitFor(RunState::Done));
    EXPECT_EQ(window->document().info().engine.backend, "mock");
}

TEST_F(MainWindowTest, theWholeRound) {
    window->setup().setPlan(mockPlan("real"));
    QSignalSpy snapshots(&window->document(), &RunDocument::snapshotAdded);
    QTest::keyClick(window.get(), Qt::Key_F5);
    ASSERT_TRUE(waitFor(RunState::Done)) << message().toStdString();
    EXPECT_GT(snapshots.count(), 10);
    EXPECT_EQ(window->document().summary().workloads.size(), defaultWorkloads().size());

    exportEverything("exported");
    for (const char* name : {"REPORT.md", "benchmark_summary.json"}) {
        EXPECT_EQ(readFile(path("exported") / name).value(),
                  readFile(path("results") / name).value())
            << name;
    }
    for (const char* name : {"chart_ttft_over_time.png", "chart_timeline.svg",
                             "benchmark_summary.csv", "stress_test_vllm.json"}) {
        EXPECT_TRUE(std::filesystem::exists(path("exported") / name)) << name;
    }

    const auto rows = window->document().rows().size();
    window->document().clear();
    window->openResults(qpath("results"));
    ASSERT_TRUE(waitFor(RunState::Done));
    EXPECT_EQ(window->document().rows().size(), rows);
    EXPECT_EQ(window->document().summary().workloads.size(), defaultWorkloads().size());
}

TEST_F(MainWindowTest, aServerThatGoesAwayLeavesWhatItAnswered) {
    auto server = std::make_unique<sagebench::test::FaultServer>(
        [](const sagebench::test::ReceivedRequest& request) {
            const bool streams = request.body.find("\"stream\":true") != std::string::npos;
            return streams ? sagebench::test::answers::stream(5)
                           : sagebench::test::answers::whole("ok");
        });
    RunPlan plan = mockPlan("virtual");
    plan.workloads = {{.name = "chat",
                       .description = "",
                       .promptTokens = 8,
                       .outputTokens = 5,
                       .numRequests = 100'000,
                       .concurrency = 2}};
    plan.backend = {};
    plan.backend.id = "openai";
    plan.backend.baseUrl = "http://127.0.0.1:" + std::to_string(server->port());
    window->setup().setPlan(plan);
    window->run();
    const auto answered = [this] { return window->document().rows().size() > 20; };
    ASSERT_TRUE(QTest::qWaitFor(answered, 30'000)) << message().toStdString();
    server.reset();
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return window->document().latest()->failed > 5; }, 30'000));
    window->controller().stop();
    ASSERT_TRUE(waitFor(RunState::Stopped)) << message().toStdString();
    const WorkloadMetrics metrics = window->document().summary().workloads.front();
    EXPECT_GT(metrics.successfulRequests, 10u);
    EXPECT_TRUE(metrics.errorsByCategory.contains("connect"));
    EXPECT_TRUE(std::filesystem::exists(path("results") / "REPORT.md"));
}

TEST_F(MainWindowTest, escStopsHalfWayAndKeepsWhatWasMeasured) {
    RunPlan half = mockPlan("real");
    half.workloads.front().numRequests = 2000;
    window->setup().setPlan(half);
    QTest::keyClick(window.get(), Qt::Key_F5);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->document().rows().size() > 2; }, 30'000));
    QTest::keyClick(window.get(), Qt::Key_Escape);
    ASSERT_TRUE(waitFor(RunState::Stopped));
    EXPECT_GT(window->document().summary().workloads.front().successfulRequests, 2u);
    EXPECT_TRUE(std::filesystem::exists(path("results") / "REPORT.md"));
}

TEST_F(MainWindowTest, runTellsWhatIsMissing) {
    RunPlan empty = mockPlan("virtual");
    empty.workloads.clear();
    window->setup().setPlan(empty);
    QTest::keyClick(window.get(), Qt::Key_F5);
    EXPECT_EQ(window->document().state(), RunState::Empty);
    EXPECT_TRUE(message().contains("Run needs"));
}

TEST_F(MainWindowTest, aServerThatIsNotThereIsToldInTheWindow) {
    RunPlan nowhere = mockPlan("virtual");
    nowhere.backend = {};
    nowhere.backend.id = "openai";
    nowhere.backend.baseUrl = "http://127.0.0.1:1";
    window->setup().setPlan(nowhere);
    window->run();
    ASSERT_TRUE(waitFor(RunState::Failed));
    EXPECT_TRUE(message().contains("127.0.0.1"));
    EXPECT_TRUE(window->actions().run->isEnabled());
}

TEST_F(MainWindowTest, aDroppedPlanIsLoadedAndDroppedResultsAreOpened) {
    RunPlan dropped = mockPlan("virtual");
    dropped.workloads.resize(1);
    dropped.seed = 4711;
    drop(write("mine.json", toJson(dropped)));
    EXPECT_EQ(window->setup().plan().seed, 4711u) << message().toStdString();

    window->run();
    ASSERT_TRUE(waitFor(RunState::Done));
    window->document().clear();
    drop(QString::fromStdString((path("results") / "benchmark_summary.json").string()));
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->document().state() == RunState::Done; }));
}

TEST_F(MainWindowTest, resultFilesOfOtherToolsAreResults) {
    const RunPlan before = window->setup().plan();
    drop(write("openai-chat.json", test::vllmFile()));
    ASSERT_TRUE(waitFor(RunState::Done)) << message().toStdString();
    EXPECT_EQ(window->document().workloads().front().spec.name, "openai-chat");
    EXPECT_EQ(window->setup().plan(), before) << "it is no plan";
    window->openAny(write("sglang.out", test::sglangFile()));
    const auto& shown = window->document().workloads();
    ASSERT_TRUE(QTest::qWaitFor([&] { return shown.size() == 2; })) << message().toStdString();
    window->openAny(write("totals.json", R"({"backend": "vllm", "num_prompts": 4})"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return message().contains("--save-detailed"); }));
    EXPECT_EQ(shown.size(), 2u) << "what was shown stays";
}

TEST_F(MainWindowTest, aDroppedModelChoosesTheBackendThatLoadsFiles) {
    const RunPlan before = window->setup().plan();
    drop(write("some.GGUF", "GGUF"));
    const BackendSpec chosen = window->setup().plan().backend;
    EXPECT_TRUE((*findBackend(chosen.id))->describe().usesModelFile) << chosen.id;
    EXPECT_EQ(chosen.model, path("some.GGUF").string());
    EXPECT_EQ(window->setup().plan().workloads, before.workloads);
    window->actions().undo->trigger();
    EXPECT_EQ(window->setup().plan(), before);
}

TEST_F(MainWindowTest, aModelThatIsNotThereKeepsTheRunFromStarting) {
    window->openAny(qpath("gone.gguf"));
    window->run();
    EXPECT_EQ(window->document().state(), RunState::Empty);
    EXPECT_TRUE(message().startsWith("Run needs: ")) << message().toStdString();
}

TEST_F(MainWindowTest, theFirstPageLeadsToAModelFile) {
    QTest::mouseClick(window->pages().welcome().findChild<QWidget*>("measureModel"),
                      Qt::LeftButton);
    const std::string chosen = window->setup().plan().backend.id;
    EXPECT_TRUE((*findBackend(chosen))->describe().usesModelFile) << chosen;
    const QWidget* field = window->setup().findChild<QWidget*>("model_file");
    EXPECT_TRUE(field->isVisible());
}

TEST_F(MainWindowTest, aSyntheticModelIsLoadedAndMeasured) {
    const BackendList backends = registeredBackends();
    const BackendDescription engine = *backendForModelFiles(backends, "");
    if (!engine.available) {
        GTEST_SKIP() << "no engine that loads files was built in";
    }
    RunPlan plan = mockPlan("real");
    plan.backend = {};
    plan.backend.id = engine.id;
    plan.backend.model = engine.modelChoices.front();
    plan.workloads = {{.name = "chat",
                       .description = "",
                       .promptTokens = 32,
                       .outputTokens = 8,
                       .numRequests = 4,
                       .concurrency = 2}};
    window->setup().setPlan(plan);
    window->run();
    EXPECT_EQ(window->pages().runBar().findChild<ElidedLabel*>()->text(), "Loading the model…");
    ASSERT_TRUE(waitFor(RunState::Done)) << message().toStdString();
    const RunSummary summary = window->document().summary();
    EXPECT_TRUE(summary.run.engine.syntheticWeights);
    EXPECT_FALSE(summary.run.engine.facts.empty());
    EXPECT_EQ(summary.workloads.front().successfulRequests, 4u);
    EXPECT_EQ(summary.workloads.front().totalOutputTokens, 32u);
}

TEST_F(MainWindowTest, aBrokenFileChangesNothing) {
    const RunPlan before = window->setup().plan();
    window->openPlan(write("broken.json", "{\n  \"workloads\": 7\n}\n"));
    EXPECT_TRUE(message().contains("broken.json:2")) << message().toStdString();
    EXPECT_EQ(window->setup().plan(), before);
    window->openAny("/nowhere/at/all.txt");
    EXPECT_TRUE(message().contains("neither a plan"));
    window->openResults(qpath(""));
    EXPECT_TRUE(QTest::qWaitFor([&] { return message().contains("no results here"); }));
    EXPECT_EQ(window->document().state(), RunState::Empty);
}

TEST_F(MainWindowTest, aRunThatBeginsDuringALoadIsTheOneShown) {
    RunPlan plan = mockPlan("virtual");
    plan.workloads.resize(1);
    window->setup().setPlan(plan);
    window->run();
    ASSERT_TRUE(waitFor(RunState::Done));
    plan.workloads.front().name = "second";
    plan.output.folder = path("second").string();
    window->setup().setPlan(plan);
    window->openResults(qpath("results"));
    window->run();
    ASSERT_TRUE(waitFor(RunState::Done));
    QTest::qWait(100);
    EXPECT_EQ(window->document().summary().workloads.front().name, "second");
}

TEST_F(MainWindowTest, measuringAServerKeepsWhatWasEnteredForIt) {
    RunPlan plan = mockPlan("virtual");
    plan.backend = {};
    plan.backend.id = "sglang";
    plan.backend.baseUrl = "http://gpu1:30000";
    window->setup().setPlan(plan);
    Q_EMIT window->pages().welcome().serverRequested();
    EXPECT_EQ(window->setup().plan().backend, plan.backend);
}

TEST_F(MainWindowTest, closingDuringARunAsks) {
    RunPlan longOne = mockPlan("real");
    longOne.workloads.front().numRequests = 2000;
    window->setup().setPlan(longOne);
    window->run();
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->document().rows().size() > 1; }, 30'000));
    const auto answer = [](const QString& wanted) {
        QTimer::singleShot(100, qApp, [wanted] {
            for (auto* button : QApplication::activeModalWidget()->findChildren<QPushButton*>()) {
                if (button->text().contains(wanted)) {
                    return button->click();
                }
            }
        });
    };
    answer("Cancel");
    EXPECT_FALSE(window->close());
    EXPECT_TRUE(window->controller().isBusy());
    answer("Stop");
    window->close();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !window->isVisible(); }, 30'000));
    EXPECT_TRUE(std::filesystem::exists(path("results") / "benchmark_summary.json"));
}

TEST_F(MainWindowTest, remembersItsLayout) {
    window->actions().showSetup->setChecked(false);
    window->close();
    EXPECT_FALSE(MainWindow().actions().showSetup->isChecked());
}

}  // namespace
}  // namespace sagebench::ui
