// SPDX-License-Identifier: GPL-3.0-or-later
#include "CommandLine.h"

#include <gmock/gmock.h>

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Result<Command> parse(const std::vector<std::string>& arguments) {
    return parseCommandLine(arguments, {"9.8.7", "Backends and their options: mock\n"});
}

RunOptions parseRun(const std::vector<std::string>& arguments) {
    const auto command = parse(arguments);
    EXPECT_TRUE(command) << command.error().message;
    return std::get<RunOptions>(*command);
}

std::string errorOf(const std::vector<std::string>& arguments) {
    const auto command = parse(arguments);
    EXPECT_FALSE(command);
    EXPECT_EQ(command.error().kind, ErrorKind::Usage);
    return command.error().message;
}

std::string textOf(const std::vector<std::string>& arguments) {
    return std::get<PrintText>(*parse(arguments)).text;
}

TEST(CommandLine, WithoutArgumentsTheWindowOpensAsItWasLeft) {
    EXPECT_EQ(std::get<WindowOptions>(*parse({})), WindowOptions{});
}

TEST(CommandLine, TheWindowTakesAPlanAndWhatToOpen) {
    EXPECT_EQ(std::get<WindowOptions>(*parse({"gui", "--plan", "p.json", "results"})),
              (WindowOptions{"p.json", "results"}));
}

TEST(CommandLine, RunWithoutOptionsGivesNothing) {
    const RunOptions options = parseRun({"run"});
    EXPECT_TRUE(options.workloads.empty());
    EXPECT_FALSE(options.backend);
    EXPECT_FALSE(options.concurrency);
    EXPECT_FALSE(options.seed);
    EXPECT_FALSE(options.output);
    EXPECT_EQ(options.mode, OutputMode{});
}

TEST(CommandLine, CalibrateTakesALoadAndAPace) {
    const auto plain = std::get<CalibrateOptions>(*parse({"calibrate"}));
    EXPECT_EQ(plain.load, RunOptions{});
    EXPECT_EQ(plain.pace.firstToken, 50ms);
    EXPECT_TRUE(plain.search);
    EXPECT_TRUE(plain.save);
    const auto given =
        std::get<CalibrateOptions>(*parse({"calibrate", "--concurrency", "8", "--token-gap", "5ms",
                                           "--no-search", "--no-save", "-o", "raw", "--json"}));
    EXPECT_NE(given.load, RunOptions{});
    EXPECT_EQ(given.pace.gap, 5ms);
    EXPECT_FALSE(given.search);
    EXPECT_FALSE(given.save);
    EXPECT_EQ(given.output, "raw");
    EXPECT_TRUE(given.mode.json);
}

TEST(CommandLine, CalibrateHasItsOwnServer) {
    EXPECT_THAT(errorOf({"calibrate", "--base-url", "http://x"}), HasSubstr("--base-url"));
}

TEST(CommandLine, RunTakesEveryOption) {
    const RunOptions options = parseRun({"run",
                                         "--workload",
                                         "short",
                                         "--backend",
                                         "openai",
                                         "--model",
                                         "m",
                                         "--base-url",
                                         "http://h:1/v1",
                                         "--api-key-env",
                                         "KEY",
                                         "--api-key-file",
                                         "f",
                                         "--backend-option",
                                         "a=1",
                                         "--backend-option",
                                         "b=x=y",
                                         "--concurrency",
                                         "all",
                                         "--num-requests",
                                         "7",
                                         "--prompt-tokens",
                                         "8",
                                         "--output-tokens",
                                         "9",
                                         "--warmup",
                                         "0",
                                         "--seed",
                                         "11",
                                         "--timeout",
                                         "12",
                                         "--output",
                                         "dir",
                                         "--export",
                                         "csv,vllm",
                                         "--save-texts",
                                         "--plan",
                                         "p",
                                         "--save-plan",
                                         "s",
                                         "--json",
                                         "--quiet",
                                         "--verbose"});
    EXPECT_THAT(options.workloads, ElementsAre("short"));
    EXPECT_EQ(options.backend, "openai");
    EXPECT_EQ(options.model, "m");
    EXPECT_EQ(options.baseUrl, "http://h:1/v1");
    EXPECT_EQ(options.apiKeyEnv, "KEY");
    EXPECT_EQ(options.apiKeyFile, "f");
    EXPECT_THAT(options.backendOptions, ElementsAre(Pair("a", "1"), Pair("b", "x=y")));
    EXPECT_EQ(options.concurrency, Concurrency{std::nullopt});
    EXPECT_EQ(options.numRequests, 7);
    EXPECT_EQ(options.promptTokens, 8);
    EXPECT_EQ(options.outputTokens, 9);
    EXPECT_EQ(options.warmup, 0);
    EXPECT_EQ(options.seed, 11u);
    EXPECT_EQ(options.timeout, Nanos(12s));
    EXPECT_EQ(options.output, "dir");
    EXPECT_THAT(*options.exports, ElementsAre("csv", "vllm"));
    EXPECT_TRUE(options.saveTexts);
    EXPECT_EQ(options.planFile, "p");
    EXPECT_EQ(options.savePlanFile, "s");
    EXPECT_EQ(options.mode, (OutputMode{true, true, true}));
}

TEST(CommandLine, WorkloadsAddUp) {
    EXPECT_THAT(parseRun({"run", "--workload", "short,long", "--workload=./mine.json", "--workload",
                          "stress"})
                    .workloads,
                ElementsAre("short", "long", "./mine.json", "stress"));
}

TEST(CommandLine, ExportsAddUp) {
    EXPECT_THAT(*parseRun({"run", "--export", "markdown", "--export", "csv"}).exports,
                ElementsAre("markdown", "csv"));
}

TEST(CommandLine, OfAValueGivenTwiceTheLastCounts) {
    EXPECT_EQ(parseRun({"run", "--seed", "1", "--seed=2", "-v", "-v"}).seed, 2u);
}

TEST(CommandLine, BatchAnywhereIsRun) {
    EXPECT_THAT(parseRun({"--batch", "--workload", "short"}).workloads, ElementsAre("short"));
    EXPECT_THAT(parseRun({"--workload", "short", "--batch"}).workloads, ElementsAre("short"));
    EXPECT_THAT(parseRun({"run", "--batch", "--workload", "short"}).workloads,
                ElementsAre("short"));
    EXPECT_NO_FATAL_FAILURE(parseRun({"--batch"}));
    EXPECT_THAT(errorOf({"report", "--batch"}),
                HasSubstr("--batch: means 'run' and can't stand with 'report'"));
}

TEST(CommandLine, OtherCommands) {
    const auto report = std::get<ReportOptions>(
        *parse({"report", "-i", "dir", "--format", "markdown", "--output", "R.md"}));
    EXPECT_EQ(report.input, "dir");
    EXPECT_EQ(report.format, ReportFormat::Markdown);
    EXPECT_EQ(report.output, "R.md");
    EXPECT_FALSE(report.import);
    EXPECT_FALSE(report.definitions);
    const auto imported = std::get<ReportOptions>(
        *parse({"report", "--import", "v.json", "--definitions", "vllm,aiperf"}));
    EXPECT_EQ(imported.import, "v.json");
    EXPECT_EQ(imported.definitions,
              (std::vector{BenchTool::SageBench, BenchTool::Vllm, BenchTool::AiPerf}));
    EXPECT_EQ(std::get<ReportOptions>(*parse({"report", "--input", "dir"})).format,
              ReportFormat::Table);
    EXPECT_TRUE(std::get<ListBackends>(*parse({"backends", "--json"})).json);
    EXPECT_FALSE(std::get<ListWorkloads>(*parse({"workloads"})).json);
    const auto model =
        std::get<MakeModelOptions>(*parse({"make-model", "-o", "m.gguf", "--seed", "3"}));
    EXPECT_EQ(model.preset, "tiny");
    EXPECT_EQ(model.type, "");
    EXPECT_EQ(model.output, "m.gguf");
    EXPECT_EQ(model.seed, 3u);
    EXPECT_FALSE(model.quiet);
    const auto other = std::get<MakeModelOptions>(
        *parse({"make-model", "-o", "m.gguf", "--preset", "1b", "--type", "q4_0", "--quiet"}));
    EXPECT_EQ(other.preset, "1b");
    EXPECT_EQ(other.type, "q4_0");
    EXPECT_TRUE(other.quiet);
}

TEST(CommandLine, VersionIsOneLine) {
    EXPECT_EQ(textOf({"--version"}), "sagellm-benchmark 9.8.7\n");
}

TEST(CommandLine, HelpNamesEveryCommandAndHasExamples) {
    const std::string help = textOf({"--help"});
    for (const char* command :
         {"run", "report", "backends", "workloads", "make-model", "--version", "Examples:"}) {
        EXPECT_THAT(help, HasSubstr(command));
    }
    EXPECT_EQ(help, textOf({"-h"}));
}

TEST(CommandLine, EveryCommandHasHelpWithExamples) {
    for (const char* command : {"run", "report", "backends", "workloads", "make-model"}) {
        EXPECT_THAT(
            textOf({command, "--help"}),
            AllOf(HasSubstr(std::string("Usage: sagellm-benchmark ") + command + " [OPTIONS]"),
                  HasSubstr("Examples:\n  sagellm-benchmark ")));
    }
}

TEST(CommandLine, HelpOfRunNamesEveryOptionAndTheBackends) {
    const std::string help = textOf({"run", "--help"});
    for (const char* option : {"--workload",
                               "--backend ",
                               "--model",
                               "--base-url",
                               "--api-key-env",
                               "--api-key-file",
                               "--backend-option",
                               "--concurrency",
                               "--num-requests",
                               "--prompt-tokens",
                               "--output-tokens",
                               "--warmup",
                               "--seed",
                               "--timeout",
                               "-o,--output",
                               "--export",
                               "--save-texts",
                               "--plan",
                               "--save-plan",
                               "--json",
                               "--quiet",
                               "-v,--verbose",
                               "Backends and their options: mock"}) {
        EXPECT_THAT(help, HasSubstr(option));
    }
    EXPECT_EQ(help, textOf({"--batch", "--help"}));
}

TEST(CommandLine, HelpFitsTheWidthOfATerminal) {
    for (const char* command : {"run", "report", "backends", "workloads", "make-model"}) {
        std::istringstream lines(textOf({command, "--help"}));
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(line.size(), 92u) << line;
        }
    }
}

struct Wrong {
    std::vector<std::string> arguments;
    std::string message;
};

class WrongCommandLine : public testing::TestWithParam<Wrong> {};

TEST_P(WrongCommandLine, NamesTheOptionAndWhatWasExpected) {
    EXPECT_THAT(errorOf(GetParam().arguments), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Values, WrongCommandLine,
    testing::Values(
        Wrong{{"run", "--concurrency", "some"},
              "--concurrency: \"some\" is neither a whole number from 1 nor \"all\""},
        Wrong{{"run", "--num-requests", "0"},
              "--num-requests: \"0\" is not a whole number from 1 to 100000000"},
        Wrong{{"run", "--prompt-tokens", "many"},
              "--prompt-tokens: \"many\" is no token length; the forms are a number from 1"},
        Wrong{{"run", "--output-tokens", "1.5"},
              "--output-tokens: \"1.5\" is no token length; the forms are a number from 1"},
        Wrong{{"run", "--warmup", "-1"}, "--warmup: \"-1\" is not a whole number from 0"},
        Wrong{{"run", "--seed", "x"}, "--seed: \"x\" is not a whole number from 0"},
        Wrong{{"run", "--timeout", "0"}, "--timeout: \"0\" is not a time from 1ms to 168h"},
        Wrong{{"run", "--export", "html"}, "--export: \"html\" is not one of markdown, csv, vllm"},
        Wrong{{"run", "--backend-option", "slots"}, "--backend-option: \"slots\" is not key=value"},
        Wrong{{"run", "--output", ""}, "--output: a value is missing"},
        Wrong{{"run", "--seed"}, "--seed: a value is missing"},
        Wrong{{"run", "--json=yes"}, "--json: takes no value"},
        Wrong{{"report", "-i", "d", "--format", "pdf"},
              "--format: \"pdf\" is not one of table, json, markdown, csv"},
        Wrong{{"report"}, "--input is required"}, Wrong{{"make-model"}, "--output is required"}));

INSTANTIATE_TEST_SUITE_P(
    Words, WrongCommandLine,
    testing::Values(
        Wrong{{"run", "--concurency", "3"},
              "--concurency: no such option of 'run'; did you mean --concurrency?"},
        Wrong{{"run", "--frobnicate=3"},
              "--frobnicate=3: no such option of 'run'\nSee 'sagellm-benchmark run --help'."},
        Wrong{{"rnu"},
              "\"rnu\": no such command; there are run, gui, report, backends, workloads, "
              "make-model"},
        Wrong{{"reprot"}, "did you mean report?"},
        Wrong{{"--workload", "short"}, "--workload: a command must come first"},
        Wrong{{"run", "short"}, "\"short\": not expected here; 'run' takes options only"},
        Wrong{{"backends", "--jsno"},
              "did you mean --json?\nSee 'sagellm-benchmark backends --help'."}));

}  // namespace
}  // namespace sagebench::app
