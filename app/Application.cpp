// SPDX-License-Identifier: GPL-3.0-or-later
#include "Application.h"

#include "CalibrateCommand.h"
#include "CommandLine.h"
#include "Console.h"
#include "HelpTexts.h"
#include "Interrupt.h"
#include "ListCommands.h"
#include "MakeModelCommand.h"
#include "ReferenceServerCommand.h"
#include "ReportCommand.h"
#include "RunCommand.h"
#include "WindowCommand.h"
#include "base/Version.h"

namespace sagebench::app {
namespace {

ExitCode told(const Error& error) {
    printError(error.message);
    return exitCodeOf(error.kind);
}

/// Does what one kind of command asks for.
class Executor {
  public:
    explicit Executor(const std::vector<std::string>& arguments) : arguments_(arguments) {}

    ExitCode operator()(const WindowOptions& options) const { return windowCommand(options); }
    ExitCode operator()(const PrintText& print) const {
        const auto written = writeStdout(print.text);
        return written ? ExitCode::Done : told(written.error());
    }
    ExitCode operator()(const RunOptions& options) const { return runCommand(options, arguments_); }
    ExitCode operator()(const ReportOptions& options) const { return reportCommand(options); }
    ExitCode operator()(const ListBackends& options) const { return listBackends(options); }
    ExitCode operator()(const ListWorkloads& options) const { return listWorkloads(options); }
    ExitCode operator()(const MakeModelOptions& options) const { return makeModelCommand(options); }
    ExitCode operator()(const CalibrateOptions& options) const {
        return calibrateCommand(options, arguments_);
    }
    ExitCode operator()(const ReferenceServerOptions& options) const {
        return referenceServerCommand(options);
    }

  private:
    const std::vector<std::string>& arguments_;
};

}  // namespace

int runApplication(const std::vector<std::string>& arguments) {
    ignoreBrokenPipes();
    const HelpFacts facts{std::string(toolVersion()), backendSection(allDescriptions()),
                          presetSection()};
    const auto command = parseCommandLine(arguments, facts);
    return static_cast<int>(command ? std::visit(Executor(arguments), *command)
                                    : told(command.error()));
}

}  // namespace sagebench::app
