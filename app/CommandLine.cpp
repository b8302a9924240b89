// SPDX-License-Identifier: GPL-3.0-or-later
#include "CommandLine.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "HelpTexts.h"
#include "OptionBinding.h"
#include "OptionValue.h"
#include "ParseErrors.h"
#include "RunArguments.h"
#include "report/DefinitionsView.h"

namespace sagebench::app {
namespace {

constexpr std::size_t kHelpColumn = 30;

class HelpFormatter : public CLI::Formatter {
  public:
    HelpFormatter() { column_width(kHelpColumn); }
    std::string make_help(const CLI::App* app, std::string name,
                          CLI::AppFormatMode mode) const override {
        const std::string help = CLI::Formatter::make_help(app, std::move(name), mode);
        return CLI::detail::find_and_replace(help, "\n\n\n", "\n\n");
    }
    std::string make_usage(const CLI::App* app, std::string) const override {
        const std::string command = app->get_parent() ? app->get_name() : "COMMAND";
        return fmt::format("\nUsage: sagellm-benchmark {} [OPTIONS]\n", command);
    }
};

/// The CLI11 side of the command line: what it parses goes into plain values.
class Parser {
  public:
    explicit Parser(const HelpFacts& facts) {
        root_.formatter(std::make_shared<HelpFormatter>());
        root_.set_version_flag("--version", "sagellm-benchmark " + facts.version,
                               "print the version");
        root_.set_help_flag("--help,-h", "print this help");
        root_.footer(std::string(generalExamples()));
        root_.require_subcommand(0, 1);
        addRun(facts);
        addGui();
        addReport();
        addLists();
        addMakeModel(facts);
        addCalibrate();
        addReferenceServer();
    }

    Result<Command> parse(std::vector<std::string> arguments) {
        std::ranges::reverse(arguments);  // as CLI11 takes them
        try {
            root_.parse(std::move(arguments));
        } catch (const CLI::CallForHelp&) {
            return PrintText{root_.help()};
        } catch (const CLI::CallForVersion&) {
            return PrintText{root_.version() + "\n"};
        } catch (const CLI::ParseError& error) {
            return fail(ErrorKind::Usage, explainParseError(root_, error));
        }
        return command_;
    }

  private:
    CLI::App& addCommand(const std::string& name, const std::string& description,
                         std::string_view footer) {
        CLI::App* app = root_.add_subcommand(name, description);
        app->group("Commands");
        app->set_help_flag("--help,-h", "print this help");
        app->footer(std::string(footer));
        return *app;
    }

    void addRun(const HelpFacts& facts) {
        CLI::App& run = addCommand("run", "Measure an engine and write the results", "");
        run.footer(facts.backends + "\n" + std::string(runExamples()));
        addRunArguments(run, run_);
        run.callback([this] { command_ = run_; });
    }

    void addGui() {
        CLI::App& gui =
            addCommand("gui", "Open the window (also without any argument)", guiExamples());
        addValue(gui, "--plan", "FILE", "begin with this plan", nonEmpty, into(gui_.planFile));
        gui.add_option_function<std::string>(
               "path", [this](const std::string& path) { gui_.open = path; },
               "results of an earlier run, or a plan, to open")
            ->option_text("PATH");
        gui.callback([this] { command_ = gui_; });
    }

    void addReport() {
        CLI::App& report =
            addCommand("report", "Render results once more, finished or not", reportExamples());
        addValue(report, "--input,-i", "FILE|DIR",
                 "benchmark_summary.json, a …_requests.jsonl journal,\nor their folder", nonEmpty,
                 into(report_.input));
        addValue(report, "--import", "FILE",
                 "instead: a result file of vLLM (--save-detailed) or\nSGLang (--output-details)",
                 nonEmpty, into(report_.import));
        addValue(report, "--definitions", "TOOL",
                 "the same records as vllm, sglang, guidellm, aiperf,\ngenai-perf or mlperf "
                 "defines figures, beside ours;\na comma list, all, or sagebench (ours alone)",
                 benchTools, into(report_.definitions));
        addValue(report, "--format", "FORMAT", "table (default), json, markdown or csv",
                 reportFormat, into(report_.format));
        addValue(report, "--output,-o", "FILE", "write there instead of to stdout", nonEmpty,
                 into(report_.output));
        addGoalArguments(report, report_.goals);
        report.callback([this] {
            if (report_.input.empty() == !report_.import) {
                throw CLI::ValidationError(report_.import ? "--import: can't stand with --input"
                                                          : "--input is required (or --import)");
            }
            command_ = report_;
        });
    }

    void addLists() {
        CLI::App& backends =
            addCommand("backends", "List the engines that can be measured, with their options",
                       backendsExamples());
        addFlag(backends, "--json", "as JSON", backends_.json);
        backends.callback([this] { command_ = backends_; });
        CLI::App& workloads =
            addCommand("workloads", "List the built-in workloads", workloadsExamples());
        addFlag(workloads, "--json", "as JSON, in the form of a workload file", workloads_.json);
        workloads.callback([this] { command_ = workloads_; });
    }

    void addMakeModel(const HelpFacts& facts) {
        CLI::App& app = addCommand(
            "make-model", "Write a model file with random weights to test engines with", "");
        app.footer(facts.modelPresets + (facts.modelPresets.empty() ? "" : "\n") +
                   std::string(makeModelExamples()));
        addValue(app, "--output,-o", "FILE", "the GGUF file to write", nonEmpty,
                 into(makeModel_.output))
            ->required();
        addValue(app, "--preset", "NAME", "shape and size of the model (default tiny)", nonEmpty,
                 into(makeModel_.preset));
        addValue(app, "--type", "TYPE", "of the weights: f16, q8_0 or q4_0 (default: the preset's)",
                 nonEmpty, into(makeModel_.type));
        addValue(app, "--seed", "N", "seed of the weights (default 1)", seedValue,
                 into(makeModel_.seed));
        addFlag(app, "--quiet", "errors only", makeModel_.quiet);
        app.callback([this] { command_ = makeModel_; });
    }

    void addCalibrate() {
        CLI::App& app = addCommand(
            "calibrate", "Measure this client's own error against a server that knows the truth",
            calibrateExamples());
        CalibrateOptions& o = calibrate_;
        addLoadArguments(app, o.load);
        app.option_defaults()->group("Calibration");
        addValue(app, "--first-token", "TIME",
                 "of the reference server: from request to first token\n(default 50ms)",
                 durationValue, into(o.pace.firstToken));
        addValue(app, "--token-gap", "TIME", "from token to token (default 10ms)", durationValue,
                 into(o.pace.gap));
        addSwitchOff(app, "--no-search", "the standard burst only", o.search);
        addSwitchOff(app, "--no-save", "don't keep the result for later reports", o.save);
        app.option_defaults()->group("Results");
        addValue(app, "--output,-o", "DIR", "keep the raw runs there, with the true times",
                 nonEmpty, into(o.output));
        addFlag(app, "--json", "the result as JSON on stdout, nothing else there", o.mode.json);
        addFlag(app, "--quiet", "errors only", o.mode.quiet);
        addFlag(app, "--verbose,-v", "more on stderr", o.mode.verbose);
        app.callback([this] { command_ = calibrate_; });
    }

    /// A part of the program that runs as a process of its own, so nothing for the help.
    void addReferenceServer() {
        CLI::App& app =
            addCommand("reference-server", "Serve tokens at known times on 127.0.0.1", "");
        app.group("");
        ReferencePace& pace = reference_.pace;
        addValue(app, "--log", "FILE", "write the true times there at the end", nonEmpty,
                 into(reference_.log));
        addValue(app, "--port", "N", "port (default 0: a free one, printed on stdout)",
                 countFrom(0), into(reference_.port));
        addValue(app, "--first-token", "TIME", "from request to first token (default 50ms)",
                 durationValue, into(pace.firstToken));
        addValue(app, "--token-gap", "TIME", "from token to token (default 10ms)", durationValue,
                 into(pace.gap));
        addFlag(app, "--flood", "no pace: each answer at once", pace.flood);
        addFlag(app, "--write-each", "with --flood: one write a token", pace.writeEach);
        addValue(app, "--cpu", "N", "stay on this core", countFrom(0), into(reference_.cpu));
        app.callback([this] { command_ = reference_; });
    }

    CLI::App root_{"Measures LLM inference servers and engines.", "sagellm-benchmark"};
    Command command_;
    WindowOptions gui_;
    RunOptions run_;
    ReportOptions report_;
    ListBackends backends_;
    ListWorkloads workloads_;
    MakeModelOptions makeModel_;
    CalibrateOptions calibrate_;
    ReferenceServerOptions reference_;
};

/// `--batch` anywhere stands for the command `run`.
Result<std::vector<std::string>> withoutBatch(std::vector<std::string> arguments) {
    if (std::erase(arguments, "--batch") == 0) {
        return arguments;
    }
    if (arguments.empty() || arguments.front().starts_with('-')) {
        arguments.insert(arguments.begin(), "run");
    }
    if (arguments.front() != "run") {
        return fail(
            ErrorKind::Usage,
            fmt::format(
                "--batch: means 'run' and can't stand with '{}'\nSee 'sagellm-benchmark --help'.",
                arguments.front()));
    }
    return arguments;
}

}  // namespace

Result<Command> parseCommandLine(const std::vector<std::string>& arguments,
                                 const HelpFacts& facts) {
    auto words = withoutBatch(arguments);
    if (!words) {
        return tl::unexpected(words.error());
    }
    return Parser(facts).parse(*std::move(words));
}

}  // namespace sagebench::app
