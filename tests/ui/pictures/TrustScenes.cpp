// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QPushButton>
#include <QTest>

#include "base/Files.h"
#include "campaign/CampaignChart.h"
#include "campaign/CampaignReport.h"
#include "core/campaign/SampleCampaign.h"
#include "dialogs/CalibrationDialog.h"
#include "pages/ReportPage.h"
#include "pages/SetupPanel.h"
#include "support/TemporaryFolder.h"
#include "ui/pictures/WindowScene.h"
#include "ui/support/Documents.h"
#include "ui/support/ForeignFiles.h"

namespace sagebench::ui::test {
namespace {

/// Chosen when the page is shown: the figures are there when the picture is taken.
Fill withDefinitions(const QString& tool, int requests) {
    return [=](MainWindow& window) {
        window.document().open(storedRun(requests, {"short", "long"}));
        window.pages().report().findChild<QComboBox*>("definitions")->setCurrentText(tool);
    };
}

/// Half of its intervals are wider than what matters.
void fillWideIntervals(MainWindow& window) {
    StoredRun run = storedRun(400, {"short", "long"});
    run.summary.run.plan.difference = 0.02;
    for (WorkloadView& view : run.workloads) {
        view.metrics->ttft.p99 = 1'180;
        view.metrics->ci95 = {{"p50_ttft_ms", {54.0, 55.0}},
                              {"p99_ttft_ms", {1'021, 1'234}},
                              {"p50_tpot_ms", {9.96, 10.1}},
                              {"p99_itl_ms", {9.5, 12.25}},
                              {"output_throughput_tps", {148.2, 157.9}},
                              {"request_throughput_rps", {9.43, 9.61}}};
    }
    window.document().open(std::move(run));
}

Fill withFile(const std::string& name, const std::string& text) {
    return [=](MainWindow& window) {
        const sagebench::test::TemporaryFolder folder;
        (void)writeFileAtomically(folder / name, text);
        window.openAny(QString::fromStdString((folder / name).string()));
        (void)QTest::qWaitFor([&] { return window.document().state() == RunState::Done; }, 10'000);
    };
}

/// 160 requests, ten a second.
std::string longVllmFile() {
    std::string inputs, outputs, ttfts, itls, starts;
    for (int i = 0; i < 160; ++i) {
        const std::string comma = i == 0 ? "" : ", ";
        inputs += comma + "128";
        outputs += comma + "4";
        ttfts += comma + std::to_string(0.05 + 0.002 * (i * 37 % 50));
        itls += comma + "[0.011, 0.012, 0.0" + std::to_string(10 + i % 7) + "]";
        starts += comma + std::to_string(500 + 0.1 * i);
    }
    return R"({"backend": "vllm", "label": null, "model_id": "org/model-8b", "num_prompts": 160,
"duration": 16.2, "input_lens": [)" +
           inputs + "], \"output_lens\": [" + outputs + "], \"ttfts\": [" + ttfts +
           "], \"itls\": [" + itls + "], \"start_times\": [" + starts + "]}";
}

void fillRepeat(MainWindow& window) {
    RunPlan plan = test::plan({"short"}, 50);
    plan.repeat = 8;
    plan.difference = 0.05;
    window.setup().setPlan(plan);
    window.setup().showField("difference");
}

/// A sweep some of whose runs can't be trusted.
Fill withDoubtedCampaign() {
    const auto folder = std::make_shared<sagebench::test::TemporaryFolder>();
    return [folder](MainWindow& window) {
        CampaignSummary sweep = sagebench::test::sampleSweep();
        sweep.points[2].workloads[0].validity = "too_few_samples";
        sweep.points[3].workloads[0].validity = "machine_busy";
        sweep.points[4].workloads[0].validity = "client_limited";
        sweep.points[3].workloads[0].validityReason =
            "the process stood still for 366 ms, the limit is 50 ms: it was stopped, or the "
            "machine was suspended; repeat the run, and leave it alone";
        sweep.points[4].workloads[0].validityReason =
            "a client thread was busy 97 % of the time, the limit is 90 %; run the client on a "
            "machine with more or faster cores";
        sweep.points[4].met = false;
        (void)writeFileAtomically(*folder / kChartName, *campaignChart(sweep));
        StoredRun last = storedRun(50);
        last.origin = folder->path();
        last.campaignReport = campaignReport(sweep);
        window.document().open(std::move(last));
    };
}

/// A short real calibration, with what it found.
Scene calibrationDialog() {
    return {"dialog-calibration",
            [] {
                const sagebench::test::TemporaryFolder data;
                qputenv("XDG_DATA_HOME", data.path().c_str());
                RunPlan plan = test::plan({"short"}, 20);
                auto dialog = std::make_unique<CalibrationDialog>(plan, SAGEBENCH_BINARY);
                auto* start = dialog->findChild<QPushButton*>("start");
                start->click();
                (void)QTest::qWaitFor([start] { return start->isEnabled(); }, 30'000);
                qunsetenv("XDG_DATA_HOME");
                return dialog;
            },
            false};
}

}  // namespace

std::vector<Scene> trustScenes() {
    const Fill vllm = withFile("vllm-openai-chat-inf.json", longVllmFile());
    const Fill sglang = withFile("sglang_random.jsonl", sglangFile());
    return {window("live-wide-intervals", MainPages::Live, fillWideIntervals),
            window("report-definitions-one", MainPages::Report, withDefinitions("vLLM", 400)),
            window("report-definitions-all", MainPages::Report, withDefinitions("all", 400)),
            window("live-imported", MainPages::Live, vllm),
            window("results-imported", MainPages::Results, vllm),
            window("report-imported", MainPages::Report, vllm),
            window("live-imported-untimed", MainPages::Live, sglang),
            window("requests-imported-untimed", MainPages::Requests, sglang),
            window("report-campaign-doubted", MainPages::Report, withDoubtedCampaign()),
            window("set-up-repeat", MainPages::Live, fillRepeat),
            calibrationDialog()};
}

}  // namespace sagebench::ui::test
