// SPDX-License-Identifier: GPL-3.0-or-later
// The key reaches the server and nothing else.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>

#include "CliSupport.h"
#include "support/FaultAnswers.h"
#include "support/FaultServer.h"

namespace sagebench::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kKey = "sk-7f3a9c21-never-shown";

class Key : public testing::Test {
  protected:
    std::string url(const FaultServer& server) const {
        return fmt::format("http://127.0.0.1:{}/v1", server.port());
    }

    ProcessSetup run(const FaultServer& server, std::vector<std::string> more) {
        std::vector<std::string> arguments = {"run",
                                              "--backend",
                                              "openai",
                                              "--base-url",
                                              url(server),
                                              "--workload",
                                              "short",
                                              "--output-tokens",
                                              "4",
                                              "--verbose",
                                              "--save-texts",
                                              "--export",
                                              "markdown,csv,vllm",
                                              "--save-plan",
                                              (folder_ / "plan.json").string(),
                                              "-o",
                                              (folder_ / "results").string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return program(arguments);
    }

    void expectHidden(const ProcessEnd& end) {
        EXPECT_THAT(end.out + end.err, Not(HasSubstr(kKey)));
        for (const std::string& name : filesIn(folder_.path())) {
            EXPECT_THAT(contentOf(folder_ / name), Not(HasSubstr(kKey))) << name;
        }
    }

    static int withKey(const FaultServer& server) {
        int count = 0;
        for (const ReceivedRequest& request : server.requests()) {
            count += request.head.find(kKey) != std::string::npos;
        }
        return count;
    }

    TemporaryFolder folder_;
};

/// Streams where that is asked for; the calls before a run are answered whole.
Answer fourTokens(const ReceivedRequest& request) {
    const bool streamed = request.body.find("\"stream\":true") != std::string::npos;
    return streamed ? answers::stream(4) : answers::whole("t0 t1 t2");
}

TEST_F(Key, OfTheDefaultVariableGoesToALoopbackServer) {
    FaultServer server(fourTokens);
    ProcessSetup setup = run(server, {});
    setup.environment["OPENAI_API_KEY"] = kKey;
    const ProcessEnd end = runProcess(setup);
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_GE(withKey(server), 5);
    expectHidden(end);
}

/// Puts the key where a record has texts of the server.
Answer echoes(const ReceivedRequest& request) {
    if (request.body.find("\"stream\":true") == std::string::npos) {
        return answers::whole("t0 t1 t2");
    }
    const std::string said = std::string("length ") + kKey;
    const std::string event = R"({"choices":[{"index":0,"delta":{"content":")" + said +
                              R"("},"finish_reason":")" + said + R"("}]})";
    return Answer().send(test::wire::streamHead() + test::wire::event(event) +
                         test::wire::lastChunk());
}

TEST_F(Key, IsCutOutOfWhatTheServerEchoes) {
    FaultServer server(echoes);
    ProcessSetup setup = run(server, {});
    setup.environment["OPENAI_API_KEY"] = kKey;
    expectHidden(runProcess(setup));
    EXPECT_THAT(contentOf(folder_ / "results/short_input_requests.jsonl"), HasSubstr("length ***"));
}

TEST_F(Key, InAHeaderComesFromTheEnvironmentOrNotAtAll) {
    FaultServer server(fourTokens);
    const ProcessEnd refused =
        runProcess(run(server, {"--backend-option", std::string("header.api-key=") + kKey}));
    EXPECT_EQ(refused.exitCode, 2);
    EXPECT_THAT(refused.err, HasSubstr("header.api-key=env:NAME"));
    EXPECT_THAT(refused.err, Not(HasSubstr(kKey)));

    ProcessSetup setup = run(server, {"--backend-option", "header.api-key=env:MY_KEY"});
    setup.environment["MY_KEY"] = kKey;
    const ProcessEnd end = runProcess(setup);
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_GE(withKey(server), 5);
    expectHidden(end);
}

TEST_F(Key, OfANamedVariableOrAFileIsTheSame) {
    FaultServer server(fourTokens);
    ProcessSetup byName = run(server, {"--api-key-env", "MY_KEY"});
    byName.environment["MY_KEY"] = kKey;
    const ProcessEnd named = runProcess(byName);
    EXPECT_EQ(named.exitCode, 0) << named.err;
    EXPECT_GE(withKey(server), 5);
    expectHidden(named);

    const TemporaryFolder elsewhere;
    std::ofstream(elsewhere / "key") << kKey << "\n";
    const ProcessEnd fromFile =
        runProcess(run(server, {"--api-key-file", (elsewhere / "key").string()}));
    EXPECT_EQ(fromFile.exitCode, 0) << fromFile.err;
    EXPECT_GE(withKey(server), 10);
    expectHidden(fromFile);
}

TEST_F(Key, IsNotRepeatedFromTheServersOwnComplaint) {
    FaultServer server([](const ReceivedRequest&) {
        return answers::error(
            401,
            fmt::format(R"({{"error": {{"message": "Incorrect API key provided: {}"}}}})", kKey));
    });
    ProcessSetup setup = run(server, {});
    setup.environment["OPENAI_API_KEY"] = kKey;
    const ProcessEnd end = runProcess(setup);
    EXPECT_EQ(end.exitCode, 1);
    expectHidden(end);
}

TEST_F(Key, OnTheCommandLineByMistakeIsNotKept) {
    FaultServer server(fourTokens);
    ProcessSetup setup = run(server, {"--model", kKey});
    setup.environment["OPENAI_API_KEY"] = kKey;
    const ProcessEnd end = runProcess(setup);
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_THAT(end.err, HasSubstr("holds the key"));
    expectHidden(end);
}

}  // namespace
}  // namespace sagebench::test
