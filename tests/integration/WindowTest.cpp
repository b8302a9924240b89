// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody does who points the window at a llama-server: test the connection, run, find the
// slowest request and why, export, and open the run again.
#include <gmock/gmock.h>

#include <QTest>
#include <algorithm>

#include "LlamaServer.h"
#include "forms/ConnectionBox.h"
#include "models/RequestStory.h"
#include "pages/SetupPanel.h"
#include "ui/support/WindowHarness.h"

namespace sagebench::ui {
namespace {

using sagebench::test::LlamaServer;
using sagebench::test::runProcess;

class WindowOnLlamaServer : public testing::Test, protected test::WindowHarness {
  protected:
    void SetUp() override {
        if (const std::string why = sagebench::test::whyNoLlamaServer(); !why.empty()) {
            GTEST_SKIP() << why;
        }
        sagebench::test::ProcessSetup make;
        make.program = SAGEBENCH_BINARY;
        make.arguments = {"make-model", "--preset", "tiny", "-o", path("tiny.gguf").string()};
        ASSERT_EQ(runProcess(make, std::chrono::seconds(120)).exitCode, 0);
        server = std::make_unique<LlamaServer>(path("tiny.gguf"));
    }
    RunPlan plan() const {
        RunPlan plan;
        plan.workloads = {{.name = "chat",
                           .description = "",
                           .promptTokens = 32,
                           .outputTokens = 16,
                           .numRequests = 8,
                           .concurrency = 2}};
        plan.backend.id = "llama-server";
        plan.backend.baseUrl = server->url();
        plan.output.folder = path("results").string();
        return plan;
    }

    std::unique_ptr<LlamaServer> server;
};

TEST_F(WindowOnLlamaServer, fromTheConnectionToYesterdaysRun) {
    window->setup().setPlan(plan());
    EXPECT_TRUE(window->setup().problems().isEmpty());
    auto& connection = *window->setup().findChild<ConnectionBox*>();
    connection.press();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !connection.isRunning(); }, 30'000));
    EXPECT_TRUE(connection.result().contains("tiny")) << connection.result().toStdString();

    QTest::keyClick(window.get(), Qt::Key_F5);
    ASSERT_TRUE(waitFor(RunState::Done)) << message().toStdString();
    const auto& rows = window->document().rows();
    ASSERT_EQ(rows.size(), 8u);
    const auto slowest = std::ranges::max_element(
        rows, {}, [](const RequestRow& row) { return row.brief.e2elMs.value_or(0); });
    EXPECT_TRUE(slowest->brief.ttftMs);
    EXPECT_FALSE(storyOf(slowest->brief, {}).isEmpty());

    exportEverything("exported");
    window->document().clear();
    window->openResults(qpath("exported"));
    ASSERT_TRUE(waitFor(RunState::Done));
    EXPECT_EQ(window->document().summary().workloads.front().successfulRequests, 8u);
}

}  // namespace
}  // namespace sagebench::ui
