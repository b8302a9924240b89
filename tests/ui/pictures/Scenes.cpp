// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLineEdit>
#include <QTest>
#include <memory>

#include "dialogs/AboutDialog.h"
#include "dialogs/ExportDialog.h"
#include "dialogs/HelpDialogs.h"
#include "dialogs/WorkloadDialog.h"
#include "forms/ConnectionBox.h"
#include "pages/LivePage.h"
#include "pages/RequestsPage.h"
#include "pages/SetupPanel.h"
#include "run/RunController.h"
#include "run/RunDocument.h"
#include "support/TemporaryFolder.h"
#include "ui/pictures/Pictures.h"
#include "ui/pictures/WindowScene.h"
#include "ui/support/Documents.h"

namespace sagebench::ui::test {
namespace {

using std::chrono::milliseconds;

const char* kLongName = "a-workload-with-a-name-as-long-as-names-of-workloads-can-be-64ch";

void fillRunningAs(MainWindow& window, const std::string& name) {
    const RunPlan plan = test::plan({"short", name}, 200);
    RunDocument& document = window.document();
    document.beginLive(plan);
    document.noteStarted(info(plan));
    for (int i = 0; i < 300; ++i) {
        document.addSnapshot(
            snapshot(plan.workloads[1], 1, 200, milliseconds(33 * i), milliseconds(33 * (i + 1))));
    }
}

void fillRunning(MainWindow& window) {
    fillRunningAs(window, "long");
}

void fillDone(MainWindow& window) {
    window.document().open(storedRun(400, {"short", "long", "stress"}));
}

void fillHuge(MainWindow& window) {
    window.document().open(storedRun(20'000, {"short"}));
}

void fillLong(MainWindow& window) {
    RunPlan plan = test::plan({kLongName}, 40);
    plan.backend.id = "vllm";
    plan.backend.baseUrl =
        "https://inference.a-very-long-domain-name.department.example.com:8443/tenants/42/v1";
    plan.backend.model = "organisation/Some-Very-Large-Model-With-A-Long-Name-Instruct-v2.5-AWQ";
    window.setup().setPlan(plan);
    window.document().open(storedRun(40, {kLongName, "short"}));
}

void fillSynthetic(MainWindow& window) {
    window.setup().chooseModelFile("synthetic:tiny");
    StoredRun run = storedRun(400, {"short", "long"});
    EngineInfo& engine = run.summary.run.engine;
    engine = {};
    engine.name = "llama.cpp";
    engine.version = "0.5.0";
    engine.model = "synthetic:tiny";
    engine.syntheticWeights = true;
    engine.facts = {{"architecture", "llama"},
                    {"parameters", "20 M"},
                    {"weights", "f16, 38 MiB"},
                    {"threads", "2"},
                    {"KV cache", "4,096 tokens of f16, unified"},
                    {"sampling", "greedy"}};
    window.document().open(std::move(run));
}

void fillMissingModel(MainWindow& window) {
    window.setup().chooseModelFile(
        "/no/such/folder/Some-Very-Large-Model-With-A-Long-Name-Instruct-v2.5-Q4_K_M.gguf");
    window.run();
}

/// Where the engine is built in: what the check says of a real file.
void fillCheckedModel(MainWindow& window) {
    window.setup().chooseModelFile("synthetic:tiny");
    auto* box = window.setup().findChild<ConnectionBox*>();
    box->press();
    (void)QTest::qWaitFor([box] { return !box->isRunning(); }, 10'000);
}

void fillFailed(MainWindow& window) {
    const RunPlan plan = test::plan({"short", "long"}, 50);
    const auto first = workloadResult(plan.workloads[0], records(50));
    window.document().beginLive(plan);
    window.document().noteStarted(info(plan));
    window.document().addWorkload(first);
    RunResult result{info(plan), {first}, false, {}};
    result.failure =
        Error{ErrorKind::Run, "http://127.0.0.1:8080/v1: the server went away: connection refused"};
    window.document().endLive(result);
}

void addPages(std::vector<Scene>& scenes, const QString& state, const Fill& fill) {
    scenes.push_back(window("live-" + state, MainPages::Live, fill));
    scenes.push_back(window("results-" + state, MainPages::Results, fill));
    scenes.push_back(window("requests-" + state, MainPages::Requests, [fill](MainWindow& w) {
        fill(w);
        w.pages().requests().selectRequest(static_cast<int>(w.document().rows().size()) - 1);
    }));
    scenes.push_back(window("report-" + state, MainPages::Report, fill));
}

template <class Dialog, class... Arguments>
Scene dialog(const QString& name, Arguments... arguments) {
    return {name, [=] { return std::make_unique<Dialog>(arguments...); }, false};
}

RunPlan withGoals(RunPlan plan) {
    plan.slo.limits = {{SloMetric::Ttft, milliseconds(57), {}},
                       {SloMetric::Ttft, milliseconds(500), 99.9},
                       {SloMetric::Tpot, milliseconds(12), 95.0},
                       {SloMetric::Itl, milliseconds(11), 99.0}};
    plan.slo.target = 0.9;
    plan.contract = builtinContracts().front();
    return plan;
}

void fillGoalsLive(MainWindow& window) {
    const RunPlan plan = withGoals(test::plan({"short", "long"}, 200));
    window.setup().setPlan(plan);
    RunDocument& document = window.document();
    document.beginLive(plan, "point 3 of 7 · rate 16");
    document.noteStarted(info(plan));
    for (int i = 0; i < 300; ++i) {
        document.addSnapshot(
            snapshot(plan.workloads[1], 1, 200, milliseconds(33 * i), milliseconds(33 * (i + 1))));
    }
}

void fillGoals(MainWindow& window) {
    window.setup().setPlan(withGoals(test::plan({"short", "long", "stress"}, 400)));
    window.document().open(storedRun(withGoals(test::plan({"short", "long", "stress"}, 400))));
}

const Validity kLimited{
    "client_limited",
    {"a client thread was busy 97 % of the time, the limit is 90 %; run the client on a machine "
     "with "
     "more or faster cores, or split the run over several processes",
     "requests were sent late: send lag p99 is 114.76 ms, the limit is 25.00 ms; lower the "
     "concurrency, or run the client on a machine with more free CPU"}};
const Validity kBusy{
    "machine_busy",
    {"the process stood still for 446 ms, the limit is 50 ms: it was stopped, or the machine was "
     "suspended; repeat the run, and leave it alone"}};
const Validity kFew{
    "too_few_samples",
    {"5 requests succeeded, and at least 20 are needed to tell what is usual; raise --num-requests "
     "or --duration"}};

void fillNotValid(MainWindow& window) {
    StoredRun run = storedRun(400, {"short", "long", "stress"});
    const Validity* verdicts[] = {&kFew, &kBusy, &kLimited};
    for (std::size_t i = 0; i < 3; ++i) {
        run.summary.workloads[i].validity = *verdicts[i];
        run.workloads[i].metrics = run.summary.workloads[i];
    }
    window.document().open(std::move(run));
}

void fillNotValidLive(MainWindow& window) {
    const RunPlan plan = test::plan({"short", "long"}, 200);
    RunDocument& document = window.document();
    document.beginLive(plan);
    document.noteStarted(info(plan));
    for (int i = 0; i < 300; ++i) {
        auto seen = std::make_shared<RunSnapshot>(
            *snapshot(plan.workloads[1], 1, 200, milliseconds(33 * i), milliseconds(33 * (i + 1))));
        seen->validity = kLimited;
        document.addSnapshot(std::move(seen));
    }
}

/// The panel with all that can be open, long texts in it.
void fillLoad(MainWindow& window) {
    RunPlan plan = withGoals(test::plan({"short", kLongName}, 400));
    plan.search = SearchSpec{LoadAxis::Rate, 4, 512, 0.05, 5};
    window.setup().setPlan(plan);
    window.resize(window.width(), window.height());
    window.setup().showField("load_arrival");
    auto* arrival = window.setup().findChild<QComboBox*>("load_arrival");
    arrival->setCurrentIndex(4);
    Q_EMIT arrival->activated(4);
    window.setup().showField("search_confirm");
}

/// A sweep of the simulated engine, as it is when it is over.
void fillSweep(MainWindow& window) {
    static const sagebench::test::TemporaryFolder folder;
    RunPlan plan = withGoals(test::plan({"chat"}, 40));
    plan.contract.reset();
    plan.backend.options = {{"pace", "virtual"}, {"slots", "4"}};
    plan.slo.limits = {{SloMetric::Ttft, milliseconds(100), {}}};
    plan.sweep = SweepSpec{LoadAxis::Concurrency, {1, 2, 4, 8, 16}};
    plan.output.folder = folder.path().string();
    window.setup().setPlan(plan);
    window.run();
    (void)QTest::qWaitFor([&window] { return !window.controller().isBusy(); }, 30'000);
}

WorkloadSpec newSpec() {
    WorkloadSpec spec;
    spec.name = "workload";
    spec.promptTokens = spec.outputTokens = 128;
    spec.numRequests = 20;
    spec.concurrency = 4;
    return spec;
}

WorkloadSpec openSpec() {
    WorkloadSpec spec = newSpec();
    spec.name = "chat";
    spec.description = "conversations as people have them, with a system text that some share";
    spec.promptTokens = TokenLengths::logNormal(512, 300);
    spec.outputTokens = TokenLengths::uniform(16, 256);
    spec.prefix = {4, 512};
    spec.turns = 4;
    spec.numRequests = 0;
    spec.arrival = {ArrivalProcess::Gamma, 0, 0.25, {}, milliseconds(500), 64};
    spec.arrival.ramp = {LoadRamp::Kind::Linear, {1, 32}, std::chrono::seconds(60)};
    spec.thinkTime = std::chrono::seconds(2);
    spec.duration = std::chrono::seconds(120);
    spec.warmupTime = std::chrono::seconds(10);
    return spec;
}

WorkloadSpec traceSpec() {
    WorkloadSpec spec;
    spec.name = kLongName;
    spec.arrival.process = ArrivalProcess::Trace;
    spec.dataset.path =
        "/no/such/folder/of/traces/AzureLLMInferenceTrace_conv_of_november_2023.csv";
    spec.dataset.timeScale = 0.5;
    return spec;
}

/// Nothing in it can be so.
Scene badWorkload() {
    return {"dialog-workload-problems",
            [] {
                auto dialog = std::make_unique<WorkloadDialog>(traceSpec(),
                                                               std::vector<std::string>{kLongName});
                for (QLineEdit* line : dialog->findChildren<QLineEdit*>()) {
                    if (!line->text().contains('/') && line->objectName() != "name") {
                        line->setText("nonsense:1,2");
                    }
                }
                return dialog;
            },
            false};
}

Scene exportDialog() {
    return {"dialog-export",
            [] {
                auto document = std::make_unique<RunDocument>();
                document->open(storedRun(50));
                auto page = std::make_unique<LivePage>(*document);
                auto dialog = std::make_unique<ExportDialog>(*document, page->charts());
                page.release()->setParent(dialog.get(), Qt::Widget);
                document.release()->setParent(dialog.get());
                dialog->findChild<LivePage*>()->hide();
                return dialog;
            },
            false};
}

Scene textDialog(const QString& name, const QString& html) {
    return {name,
            [=] {
                auto dialog = std::make_unique<TextDialog>(name, html, nullptr);
                dialog->setAttribute(Qt::WA_DeleteOnClose, false);
                return dialog;
            },
            false};
}

}  // namespace

std::vector<Scene> allScenes() {
    std::vector<Scene> scenes;
    scenes.push_back(window("empty", MainPages::Live, [](MainWindow&) {}));
    scenes.push_back(window("problems", MainPages::Live, [](MainWindow& w) {
        RunPlan plan;
        plan.backend.id = "openai";
        w.setup().setPlan(plan);
        w.run();
    }));
    scenes.push_back(window("set-up-model-file", MainPages::Live,
                            [](MainWindow& w) { w.setup().chooseModelFile("synthetic:tiny"); }));
    scenes.push_back(window("set-up-model-checked", MainPages::Live, fillCheckedModel));
    scenes.push_back(window("set-up-model-missing", MainPages::Live, fillMissingModel));
    scenes.push_back(window("results-synthetic", MainPages::Results, fillSynthetic));
    scenes.push_back(window("report-synthetic", MainPages::Report, fillSynthetic));
    addPages(scenes, "running", fillRunning);
    scenes.push_back(window("live-running-long-name", MainPages::Live,
                            [](MainWindow& w) { fillRunningAs(w, kLongName); }));
    addPages(scenes, "done", fillDone);
    addPages(scenes, "failed", fillFailed);
    addPages(scenes, "huge", fillHuge);
    addPages(scenes, "long-names", fillLong);
    scenes.push_back(window("live-not-valid", MainPages::Live, fillNotValidLive));
    scenes.push_back(window("live-not-valid-done", MainPages::Live, fillNotValid));
    scenes.push_back(window("results-not-valid", MainPages::Results, fillNotValid));
    scenes.push_back(window("report-not-valid", MainPages::Report, fillNotValid));
    scenes.push_back(window("live-goals", MainPages::Live, fillGoalsLive));
    scenes.push_back(window("live-goals-done", MainPages::Live, fillGoals));
    scenes.push_back(window("results-goals", MainPages::Results, fillGoals));
    scenes.push_back(window("report-sweep", MainPages::Report, fillSweep));
    scenes.push_back(window("set-up-load", MainPages::Live, fillLoad));
    const std::vector<std::string> none;
    scenes.push_back(dialog<WorkloadDialog>("dialog-workload-new", newSpec(), none));
    scenes.push_back(dialog<WorkloadDialog>("dialog-workload-open-loop", openSpec(), none));
    scenes.push_back(dialog<WorkloadDialog>("dialog-workload-trace", traceSpec(), none));
    scenes.push_back(badWorkload());
    scenes.push_back(dialog<AboutDialog>("dialog-about"));
    scenes.push_back(exportDialog());
    scenes.push_back(textDialog("dialog-keys", shortcutsHtml()));
    scenes.push_back(textDialog("dialog-definitions", definitionsHtml()));
    for (Scene& scene : trustScenes()) {
        scenes.push_back(std::move(scene));
    }
    return scenes;
}

}  // namespace sagebench::ui::test
