// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunCommand.h"

#include <QCoreApplication>
#include <utility>

#include "CampaignSession.h"
#include "Console.h"
#include "Interrupt.h"
#include "RunPreparation.h"
#include "RunSession.h"
#include "plan/CampaignRules.h"

namespace sagebench::app {

namespace {

template <class Session>
ExitCode runToItsEnd(PreparedRun prepared, OutputMode mode) {
    int argc = 1;
    char name[] = "sagellm-benchmark";
    char* argv[] = {name, nullptr};
    QCoreApplication application(argc, argv);
    Session session(std::move(prepared), mode,
                    [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); });
    const Interrupt interrupt([&session] { session.stop(); });
    // When the event loop runs: an end before it would not be heard.
    QMetaObject::invokeMethod(
        &application, [&session] { session.start(); }, Qt::QueuedConnection);
    return static_cast<ExitCode>(QCoreApplication::exec());
}

}  // namespace

ExitCode runCommand(const RunOptions& options, const std::vector<std::string>& arguments) {
    auto prepared = prepareRun(options, arguments);
    if (!prepared) {
        printError(prepared.error().message);
        return exitCodeOf(prepared.error().kind);
    }
    return isCampaign(prepared->plan)
               ? runToItsEnd<CampaignSession>(*std::move(prepared), options.mode)
               : runToItsEnd<RunSession>(*std::move(prepared), options.mode);
}

}  // namespace sagebench::app
