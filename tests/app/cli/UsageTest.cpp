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
    for (const char* command :
         {"run", "gui", "report", "calibrate", "backends", "workloads", "make-model"}) {
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

ProcessEnd withoutDisplay(std::vector<std::string> arguments) {
    ProcessSetup setup = program(std::move(arguments));
    setup.environment["DISPLAY"] = std::nullopt;
    setup.environment["WAYLAND_DISPLAY"] = std::nullopt;
    setup.environment["QT_QPA_PLATFORM"] = std::nullopt;
    return runProcess(setup);
}

TEST(Usage, WithoutADisplayTheWindowPointsAtBatch) {
    for (const auto& arguments : {std::vector<std::string>{}, {"gui", "benchmark_results"}}) {
        const ProcessEnd end = withoutDisplay(arguments);
        EXPECT_EQ(end.exitCode, 2);
        EXPECT_EQ(end.out, "");
        EXPECT_THAT(end.err, HasSubstr("sagellm-benchmark --batch"));
        EXPECT_THAT(end.err, HasSubstr("--help"));
    }
}

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
              13u);
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
