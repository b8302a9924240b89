// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunCommand.h"

#include <QCoreApplication>

#include "Console.h"
#include "Interrupt.h"
#include "RunPreparation.h"
#include "RunSession.h"

namespace sagebench::app {

ExitCode runCommand(const RunOptions& options, const std::vector<std::string>& arguments) {
    auto prepared = prepareRun(options, arguments);
    if (!prepared) {
        printError(prepared.error().message);
        return exitCodeOf(prepared.error().kind);
    }
    int argc = 1;
    char name[] = "sagellm-benchmark";
    char* argv[] = {name, nullptr};
    QCoreApplication application(argc, argv);
    RunSession session(*std::move(prepared), options.mode,
                       [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); });
    const Interrupt interrupt([&session] { session.stop(); });
    session.start();
    return static_cast<ExitCode>(QCoreApplication::exec());
}

}  // namespace sagebench::app
