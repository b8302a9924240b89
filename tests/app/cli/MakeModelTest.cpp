// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include "CliSupport.h"
#include "support/TerminalScreen.h"

namespace sagebench::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;

ProcessEnd makeModel(const fs::path& file, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"make-model", "-o", file.string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return sagebench(std::move(arguments));
}

TEST(MakeModel, SaysOnStderrWhatItWrote) {
    const TemporaryFolder folder;
    const ProcessEnd end = makeModel(folder / "m.gguf", {"--type", "q4_0", "--seed", "3"});
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_EQ(end.out, "");
    EXPECT_THAT(end.err,
                MatchesRegex(".*/m.gguf: llama q4_0, 19.8 M parameters, 32064 tokens .*, context "
                             "16384, seed 3, 1[0-9].[0-9] MiB in [^\n]*\n"));
    EXPECT_THAT(contentOf(folder / "m.gguf"), testing::StartsWith("GGUF"));
}

TEST(MakeModel, QuietSaysNothingButErrors) {
    const TemporaryFolder folder;
    EXPECT_EQ(makeModel(folder / "m.gguf", {"--quiet"}).err, "");
    const ProcessEnd wrong = makeModel(folder / "m.gguf", {"--quiet", "--preset", "2b"});
    EXPECT_EQ(wrong.exitCode, 2);
    EXPECT_EQ(wrong.err,
              "error: no model preset is called '2b'; there is: tiny, 125m, qwen2.5-0.5b, 1b, "
              "qwen2.5-7b, llama-3-8b; did you mean 1b?\n");
}

TEST(MakeModel, AnUnknownTypeIsExitCode2) {
    const TemporaryFolder folder;
    const ProcessEnd end = makeModel(folder / "m.gguf", {"--type", "q4_k_m"});
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_EQ(end.err, "error: no type of weights is called 'q4_k_m'; there is: f16, q8_0, q4_0\n");
    EXPECT_THAT(filesIn(folder.path()), IsEmpty());
}

TEST(MakeModel, AFolderThatIsNotThereIsExitCode1) {
    const TemporaryFolder folder;
    const ProcessEnd end = makeModel(folder / "no" / "m.gguf");
    EXPECT_EQ(end.exitCode, 1);
    EXPECT_THAT(end.err, AllOf(HasSubstr("error: "), HasSubstr("m.gguf"),
                               HasSubstr("No such file or directory")));
}

TEST(MakeModel, TheSameSeedGivesTheSameFile) {
    const TemporaryFolder folder;
    makeModel(folder / "a.gguf", {"--type", "q8_0"});
    makeModel(folder / "b.gguf", {"--type", "q8_0", "--seed", "1"});
    EXPECT_TRUE(contentOf(folder / "a.gguf") == contentOf(folder / "b.gguf"));
}

TEST(MakeModel, HelpListsThePresets) {
    const ProcessEnd end = sagebench({"make-model", "--help"});
    EXPECT_EQ(end.exitCode, 0);
    std::istringstream lines(end.out);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 92u) << line;
    }
    EXPECT_THAT(end.out,
                AllOf(HasSubstr("  tiny          f16    37.8 MiB  20 M parameters"),
                      HasSubstr("  llama-3-8b    q4_0    4.2 GiB  the shape of Llama 3 8B"),
                      HasSubstr("--type TYPE")));
}

/// Waits until `folder` has a file that is being written.
bool waitForWriting(const fs::path& folder) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (filesIn(folder).empty() && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return !filesIn(folder).empty();
}

class MakeModelStoppedBy : public testing::TestWithParam<int> {};

TEST_P(MakeModelStoppedBy, LeavesNoPartOfTheFile) {
    const TemporaryFolder folder;
    Process process(program(
        {"make-model", "--preset", "1b", "--type", "f16", "-o", (folder / "1b.gguf").string()}));
    ASSERT_TRUE(waitForWriting(folder.path()));
    process.sendSignal(GetParam());
    const ProcessEnd end = process.wait();
    EXPECT_EQ(end.exitCode, 130);
    EXPECT_EQ(end.err, "Interrupted: " + (folder / "1b.gguf").string() + " was not written.\n");
    EXPECT_THAT(filesIn(folder.path()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Signal, MakeModelStoppedBy, testing::Values(SIGINT, SIGTERM));

TEST(MakeModel, StoppedItKeepsTheOldFile) {
    const TemporaryFolder folder;
    std::ofstream(folder / "m.gguf") << "precious";
    ProcessSetup setup = program(
        {"make-model", "--preset", "1b", "--type", "f16", "-o", (folder / "m.gguf").string()});
    setup.terminal = TerminalSize{};
    Process process(setup);
    ASSERT_TRUE(process.waitFor(" %"));
    process.type("\x03");
    const ProcessEnd end = process.wait();
    EXPECT_EQ(end.exitCode, 130);
    EXPECT_THAT(screenAfter(end.err, 80), AllOf(HasSubstr("Interrupted: "), Not(HasSubstr("━"))));
    EXPECT_EQ(contentOf(folder / "m.gguf"), "precious");
    EXPECT_THAT(filesIn(folder.path()), ElementsAre("m.gguf"));
}

TEST(MakeModel, ATerminalShowsHowFarItIs) {
    const TemporaryFolder folder;
    ProcessSetup setup =
        program({"make-model", "--preset", "125m", "-o", (folder / "m.gguf").string()});
    setup.terminal = TerminalSize{};
    const ProcessEnd end = runProcess(setup);
    EXPECT_EQ(end.exitCode, 0);
    EXPECT_THAT(end.err, AllOf(HasSubstr("▸"), HasSubstr("━"), HasSubstr(" %")));
    TerminalScreen screen(80);
    screen.write(end.err);
    EXPECT_EQ(screen.unknown(), "");
    EXPECT_THAT(screen.text(), AllOf(HasSubstr("127.1 M parameters"), Not(HasSubstr("━"))));
}

}  // namespace
}  // namespace sagebench::test
