// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunCommand.h"

#include <utility>

#include "CalibratedFirst.h"
#include "CampaignSession.h"
#include "Console.h"
#include "EventLoop.h"
#include "RunPreparation.h"
#include "RunSession.h"
#include "plan/CampaignRules.h"

namespace sagebench::app {

namespace {

template <class Session>
ExitCode measure(PreparedRun prepared, OutputMode mode) {
    return prepared.calibrate ? runToItsEnd<CalibratedFirst<Session>>(std::move(prepared), mode)
                              : runToItsEnd<Session>(std::move(prepared), mode);
}

}  // namespace

ExitCode runCommand(const RunOptions& options, const std::vector<std::string>& arguments) {
    auto prepared = prepareRun(options, arguments);
    if (!prepared) {
        printError(prepared.error().message);
        return exitCodeOf(prepared.error().kind);
    }
    return isCampaign(prepared->plan) ? measure<CampaignSession>(*std::move(prepared), options.mode)
                                      : measure<RunSession>(*std::move(prepared), options.mode);
}

}  // namespace sagebench::app
