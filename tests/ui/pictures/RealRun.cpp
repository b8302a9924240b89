// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDir>
#include <QTest>

#include "MainActions.h"
#include "MainPages.h"
#include "MainWindow.h"
#include "pages/RequestsPage.h"
#include "pages/SetupPanel.h"
#include "run/RunController.h"
#include "run/RunDocument.h"
#include "style/Theme.h"
#include "support/TemporaryFolder.h"
#include "ui/pictures/Pictures.h"

namespace sagebench::ui::test {
namespace {

/// Busy enough to be worth a look: more requests than slots, and some that fail.
RunPlan livelyPlan() {
    WorkloadSpec chat{.name = "chat",
                      .description = "",
                      .promptTokens = 256,
                      .outputTokens = 64,
                      .numRequests = 160,
                      .concurrency = 12};
    RunPlan plan;
    plan.workloads = {chat};
    plan.seed = 7;
    plan.backend.options = {{"jitter", "0.4"},
                            {"fail_rate", "0.03"},
                            {"slots", "8"},
                            {"tbt_ms", "6"},
                            {"ttft_ms", "25"}};
    return plan;
}

int slowestOf(const std::vector<RequestRow>& rows) {
    int slowest = -1;
    double longest = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].brief.e2elMs.value_or(0) > longest) {
            longest = *rows[i].brief.e2elMs;
            slowest = static_cast<int>(i);
        }
    }
    return slowest;
}

Picture grab(MainWindow& window, const QString& name) {
    QTest::qWait(200);
    return {name, window.grab().toImage(), clippedTexts(window)};
}

}  // namespace

std::vector<Picture> realRun() {
    const sagebench::test::TemporaryFolder folder;
    const QString before = QDir::currentPath();
    QDir::setCurrent(QString::fromStdString(folder.path().string()));
    QApplication::setPalette(themePalette(false));
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    (void)QTest::qWaitForWindowExposed(&window);
    window.setup().setPlan(livelyPlan());
    window.run();
    const auto rows = [&window] { return window.document().rows().size(); };
    std::vector<Picture> pictures;
    (void)QTest::qWaitFor([&] { return rows() >= 110; }, 60'000);
    pictures.push_back(grab(window, "window-live"));
    (void)QTest::qWaitFor([&] { return !window.controller().isBusy(); }, 60'000);
    window.pages().showPage(MainPages::Requests);
    window.pages().requests().selectRequest(slowestOf(window.document().rows()));
    pictures.push_back(grab(window, "window-requests"));
    QDir::setCurrent(before);
    return pictures;
}

}  // namespace sagebench::ui::test
