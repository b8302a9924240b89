// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <fstream>

#include "CliSupport.h"
#include "base/Version.h"

namespace sagebench::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(Usage, VersionIsOnStdout) {
    const ProcessEnd end = sagebench({"--version"});
    EXPECT_EQ(end.exitCode, 0);
    EXPECT_EQ(end.out, "sagellm-benchmark " + std::string(toolVersion()) + "\n");
    EXPECT_EQ(end.err, "");
}

TEST(Usage, HelpOfEveryCommandIsOnStdoutWithExamples) {
    for (const char* command : {"run", "report", "backends", "workloads", "make-model"}) {
        const ProcessEnd end = sagebench({command, "--help"});
        EXPECT_EQ(end.exitCode, 0) << command;
        EXPECT_THAT(end.out, HasSubstr("Examples:\n  sagellm-benchmark ")) << command;
        EXPECT_EQ(end.err, "") << command;
    }
}

TEST(Usage, HelpOfRunHasTheOptionsOfEveryBackend) {
    EXPECT_THAT(sagebench({"run", "--help"}).out,
                AllOf(HasSubstr("  mock "), HasSubstr("ttft_ms=10"), HasSubstr("pace=real|virtual"),
                      HasSubstr("  openai "), HasSubstr("endpoint=chat|completions"),
                      HasSubstr("  llama-server "), HasSubstr("  vllm "), HasSubstr("  sglang "),
                      HasSubstr("  lmdeploy "), HasSubstr("  ollama ")));
}

TEST(Usage, WithoutArgumentsPointsAtRunAndHelp) {
    const ProcessEnd end = sagebench({});
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_EQ(end.out, "");
    EXPECT_THAT(end.err, AllOf(HasSubstr("sagellm-benchmark run"), HasSubstr("--help")));
}

struct Wrong {
    std::vector<std::string> arguments;
    std::string message;
};

class WrongUsage : public testing::TestWithParam<Wrong> {};

TEST_P(WrongUsage, IsExitCode2AndOneErrorOnStderr) {
    const TemporaryFolder folder;
    ProcessSetup setup = program(GetParam().arguments);
    setup.folder = folder.path();
    const ProcessEnd end = runProcess(setup);
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_EQ(end.out, "");
    EXPECT_THAT(end.err, AllOf(StartsWith("error: "), HasSubstr(GetParam().message)));
    EXPECT_THAT(filesIn(folder.path()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Arguments, WrongUsage,
    testing::Values(
        Wrong{{"rnu"}, "did you mean run?"}, Wrong{{"run", "--sede", "1"}, "did you mean --seed?"},
        Wrong{{"run", "--seed", "x"}, "--seed: \"x\" is not a whole number"},
        Wrong{{"run", "--concurrency", "0"}, "--concurrency: \"0\" is neither"},
        Wrong{{"run", "--num-requests", "many"}, "--num-requests: \"many\" is not"},
        Wrong{{"run", "--prompt-tokens", "0"}, "--prompt-tokens: \"0\" is not"},
        Wrong{{"run", "--output-tokens", "-5"}, "--output-tokens: \"-5\" is not"},
        Wrong{{"run", "--warmup", "1.5"}, "--warmup: \"1.5\" is not"},
        Wrong{{"run", "--timeout", "soon"}, "--timeout: \"soon\" is not a time"},
        Wrong{{"run", "--export", "html"}, "--export: \"html\" is not one of"},
        Wrong{{"run", "--backend-option", "slots"}, "--backend-option: \"slots\" is not key=value"},
        Wrong{{"report"}, "--input is required"},
        Wrong{{"report", "-i", "x", "--format", "pdf"}, "--format: \"pdf\" is not one of"},
        Wrong{{"--workload", "short"}, "a command must come first"}));

INSTANTIATE_TEST_SUITE_P(
    Values, WrongUsage,
    testing::Values(
        Wrong{{"run", "--workload", "huge"}, "unknown workload \"huge\"; known are short_input"},
        Wrong{{"run", "--workload", "short,short"}, "workload \"short_input\" was chosen twice"},
        Wrong{{"run", "--workload", "./absent.json"}, "./absent.json: No such file"},
        Wrong{{"run", "--plan", "absent.json"}, "--plan: absent.json: No such file"},
        Wrong{{"run", "--save-plan", "no/such/folder/plan.json"},
              "--save-plan: no/such/folder/plan.json"},
        Wrong{{"run", "--backend", "mokc"}, "mock"},
        Wrong{{"run", "--backend", "nothing"}, "--backend: "},
        Wrong{{"run", "--backend-option", "slot=3"}, "slots"},
        Wrong{{"run", "--backend-option", "slots=few"}, "slots"},
        Wrong{{"run", "--backend-option", "slots=0"}, "slots"},
        Wrong{{"run", "--backend-option", "pace=fast"}, "pace"},
        Wrong{{"run", "--base-url", "http://127.0.0.1:1"}, "--base-url: backend mock runs inside"},
        Wrong{{"run", "--backend", "openai", "--base-url", "ftp://x"}, "--base-url: "},
        Wrong{{"run", "--backend", "openai", "--base-url", "http://127.0.0.1:1", "--api-key-file",
               "absent"},
              "absent"},
        Wrong{{"run", "--backend", "openai", "--base-url", "http://127.0.0.1:1", "--api-key-env",
               "NOT_SET_ANYWHERE"},
              "NOT_SET_ANYWHERE"},
        Wrong{{"report", "-i", "absent"}, "absent"}));

TEST(Usage, ABadWorkloadFileIsNamedWithLineAndKey) {
    const TemporaryFolder folder;
    std::ofstream(folder / "mine.json") << R"({
  "name": "mine", "prompt_tokens": 5, "output_tokens": 5, "num_requests": 1,
  "warm_up": 1
})";
    const ProcessEnd end = sagebench({"run", "--workload", (folder / "mine.json").string()});
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_THAT(end.err, AllOf(HasSubstr("mine.json:3:"), HasSubstr("warm_up")));
}

TEST(Usage, AnOutputFolderThatCantBeMadeIsExitCode2) {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "in the way";
    const ProcessEnd end = sagebench(virtualRun(folder / "file"));
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_THAT(end.err, HasSubstr((folder / "file").string()));
    EXPECT_EQ(contentOf(folder / "file"), "in the way");
}

TEST(Usage, BackendsAndWorkloadsAreListed) {
    const ProcessEnd backends = sagebench({"backends"});
    EXPECT_EQ(backends.exitCode, 0);
    EXPECT_THAT(backends.out,
                AllOf(HasSubstr("mock: "), HasSubstr("    ttft_ms=10\n"), HasSubstr("openai: ")));
    const auto json = nlohmann::json::parse(sagebench({"backends", "--json"}).out);
    EXPECT_EQ(json["backends"][0]["id"], "mock");
    const ProcessEnd workloads = sagebench({"workloads"});
    EXPECT_THAT(workloads.out, AllOf(HasSubstr("short_input"), HasSubstr("year1")));
    EXPECT_EQ(nlohmann::json::parse(sagebench({"workloads", "--json"}).out)["workloads"].size(),
              3u);
}

TEST(Usage, MakeModelSaysHowToGetWhatIsNotBuiltIn) {
    const TemporaryFolder folder;
    const ProcessEnd end =
        sagebench({"make-model", "-o", (folder / "m.gguf").string(), "--preset", "no-such-preset"});
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_THAT(end.err,
                testing::AnyOf(HasSubstr("packaging/get-llama.sh"), HasSubstr("no-such-preset")));
    EXPECT_THAT(filesIn(folder.path()), IsEmpty());
}

TEST(Usage, AFullDiskBehindStdoutIsExitCode1) {
    ProcessSetup setup = program({"workloads"});
    setup.stdoutFile = "/dev/full";
    const ProcessEnd end = runProcess(setup);
    EXPECT_EQ(end.exitCode, 1);
    EXPECT_THAT(end.err, HasSubstr("stdout can't be written to: No space left on device"));
}

}  // namespace
}  // namespace sagebench::test
