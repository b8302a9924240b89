// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/ConnectionBox.h"

#include <gmock/gmock.h>

#include <QElapsedTimer>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include "forms/BackendList.h"
#include "support/ScriptedHttpServer.h"
#include "support/TemporaryFolder.h"

namespace sagebench::ui {
namespace {

using test::ScriptedHttpServer;

constexpr int kPatience = 10'000;

struct ConnectionBoxTest : testing::Test {
    ConnectionBoxTest() {
        box.resize(340, 400);
        box.show();
    }
    BackendSpec spec(const std::string& url) const { return {"vllm", "", url, {}, {}}; }
    QPushButton* button() { return box.findChild<QPushButton*>("testConnection"); }
    QString resultOf(const BackendSpec& tested) {
        box.setSpec(tested);
        button()->click();
        EXPECT_TRUE(box.isRunning());
        EXPECT_EQ(button()->text(), "&Cancel test");
        EXPECT_TRUE(settled.wait(kPatience));
        EXPECT_FALSE(box.isRunning());
        EXPECT_EQ(button()->text(), "Test &connection");
        return box.result();
    }
    ScriptedHttpServer server;
    ConnectionBox box;
    QSignalSpy settled{&box, &ConnectionBox::settled};
};

TEST_F(ConnectionBoxTest, showsWhatAnswersAndItsModels) {
    server.on("/v1/models",
              {.body = R"({"data": [{"id": "big", "owned_by": "vllm"}, {"id": "lora"}]})"});
    server.on("/version", {.body = R"({"version": "0.11.2"})"});
    QSignalSpy found(&box, &ConnectionBox::modelsFound);
    QSignalSpy picked(&box, &ConnectionBox::modelPicked);
    const QString result = resultOf(spec(server.url()));
    EXPECT_TRUE(result.startsWith("vLLM 0.11.2\nRound trip ")) << result.toStdString();
    EXPECT_TRUE(result.contains("not encrypted (http)\nModel: big"));
    EXPECT_EQ(found.value(0).value(0).toStringList(), (QStringList{"big", "lora"}));
    auto* models = box.findChild<QListWidget*>();
    EXPECT_TRUE(models->isVisible());
    QTest::mouseClick(models->viewport(), Qt::LeftButton, {},
                      models->visualItemRect(models->item(1)).center());
    EXPECT_EQ(picked.value(0).value(0).toString(), "lora");
    BackendSpec withModel = spec(server.url());
    withModel.model = "lora";
    box.setSpec(withModel);
    EXPECT_EQ(box.result(), result) << "choosing a model keeps what was found";
    box.setSpec(spec("http://127.0.0.1:1"));
    EXPECT_EQ(box.result(), "");
    EXPECT_FALSE(models->isVisible());
}

TEST_F(ConnectionBoxTest, theSimulatedEngineIsReady) {
    EXPECT_EQ(resultOf({}), "simulated engine\nReady; runs inside this program");
}

TEST_F(ConnectionBoxTest, aModelIsCheckedNotConnectedTo) {
    box.setSubject(ConnectionBox::Subject::Model);
    EXPECT_EQ(button()->text(), "&Check model");
    BackendSpec tested;
    tested.model = "a";
    box.setSpec(tested);
    button()->click();
    EXPECT_EQ(button()->text(), "&Cancel check");
    ASSERT_TRUE(settled.wait(kPatience));
    EXPECT_EQ(button()->text(), "&Check model");
    EXPECT_EQ(box.result(), "simulated engine\nReady; runs inside this program");
    tested.model = "b";
    box.setSpec(tested);
    EXPECT_EQ(box.result(), "") << "it was another model's";
}

TEST_F(ConnectionBoxTest, aModelIsLookedAtByTheEngineThatLoadsIt) {
    const BackendList backends = registeredBackends();
    const BackendDescription engine = *backendForModelFiles(backends, "");
    if (!engine.available) {
        GTEST_SKIP() << "no engine that loads files was built in";
    }
    box.setSubject(ConnectionBox::Subject::Model);
    const auto said = [&](const std::string& model) {
        box.setSpec({engine.id, model, "", {}, {}});
        box.press();
        EXPECT_TRUE(settled.wait(kPatience));
        return box.result();
    };
    const sagebench::test::TemporaryFolder folder;
    std::ofstream(folder / "notes.gguf") << "no model at all";
    EXPECT_TRUE(said((folder / "notes.gguf").string()).contains("notes.gguf"));
    const QString made = said(engine.modelChoices.front());
    EXPECT_TRUE(made.contains("runs inside this program")) << made.toStdString();
    EXPECT_TRUE(made.contains("(synthetic weights)")) << made.toStdString();
}

TEST_F(ConnectionBoxTest, saysThatNobodyListens) {
    const std::string url = ScriptedHttpServer().url();
    EXPECT_EQ(resultOf(spec(url)),
              QString::fromStdString(url) + ": connection refused; is the server running?");
    EXPECT_TRUE(box.findChild<QLabel*>("connectionResult")->textInteractionFlags() &
                Qt::TextSelectableByKeyboard);
}

TEST_F(ConnectionBoxTest, saysThatTheKeyWasRefusedAndNeverShowsIt) {
    server.on("/v1/models", {.status = 401, .body = R"({"error": {"message": "no sk-secret"}})"});
    qputenv("SAGEBENCH_TEST_KEY", "sk-secret");
    BackendSpec tested = spec(server.url());
    tested.key.env = "SAGEBENCH_TEST_KEY";
    const QString result = resultOf(tested);
    qunsetenv("SAGEBENCH_TEST_KEY");
    EXPECT_TRUE(result.contains("answered 401")) << result.toStdString();
    EXPECT_TRUE(result.contains("SAGEBENCH_TEST_KEY was refused"));
    EXPECT_FALSE(result.contains("sk-secret"));
}

TEST_F(ConnectionBoxTest, aSecondPressGivesUpAtOnce) {
    server.on("/v1/models", {.never = true});
    box.setSpec(spec(server.url()));
    button()->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !server.requests().empty(); }, kPatience));
    QElapsedTimer time;
    time.start();
    button()->click();
    EXPECT_LT(time.elapsed(), 200);
    EXPECT_FALSE(box.isRunning());
    EXPECT_EQ(box.result(), "");
    QTest::qWait(100);
    EXPECT_EQ(settled.count(), 0);
}

TEST_F(ConnectionBoxTest, anEditGivesUpAndAnotherTestIsTheOneThatCounts) {
    server.on("/v1/models", {.never = true});
    box.setSpec(spec(server.url()));
    button()->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !server.requests().empty(); }, kPatience));
    box.setSpec({});
    EXPECT_FALSE(box.isRunning());
    EXPECT_TRUE(resultOf({}).startsWith("simulated engine"));
}

TEST_F(ConnectionBoxTest, whatDoesNotMatterToItIsNoEdit) {
    server.on("/v1/models", {.never = true});
    box.setSpec(spec(server.url()));
    button()->click();
    box.setSpec(spec(server.url()));
    EXPECT_TRUE(box.isRunning());
    button()->click();
}

TEST_F(ConnectionBoxTest, closingWhileATestGoesOnDoesNotHang) {
    server.on("/v1/models", {.never = true});
    auto other = std::make_unique<ConnectionBox>();
    other->setSpec(spec(server.url()));
    other->press();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !server.requests().empty(); }, kPatience));
    QElapsedTimer time;
    time.start();
    other.reset();
    EXPECT_LT(time.elapsed(), 1000);
}

TEST(ConnectionText, tellsWhatTheModelIs) {
    ConnectionReport report;
    report.engine.name = "llama.cpp";
    report.engine.model = "synthetic:tiny";
    report.engine.syntheticWeights = true;
    report.engine.facts = {{"architecture", "llama"}, {"parameters", "20 M"}};
    EXPECT_EQ(textOf(report).toStdString(),
              "llama.cpp\nReady; runs inside this program\nModel: synthetic:tiny (synthetic "
              "weights)\nArchitecture: llama\nParameters: 20 M");
}

TEST(ConnectionText, tellsHowSafeItIs) {
    ConnectionReport report;
    report.engine.name = "x";
    report.engine.endpoint = "https://h/v1/chat/completions";
    report.roundTripMs = 12.5;
    EXPECT_EQ(textOf(report).toStdString(), "x\nRound trip 12.5\u00a0ms, TLS certificate verified");
    report.engine.tlsVerified = false;
    report.engine.warnings = {"beware"};
    EXPECT_TRUE(textOf(report).endsWith("TLS certificate not checked\nbeware"));
}

}  // namespace
}  // namespace sagebench::ui
