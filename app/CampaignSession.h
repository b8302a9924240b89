// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "CampaignVerdicts.h"
#include "Commands.h"
#include "ExitCode.h"
#include "RunWatch.h"
#include "campaign/CampaignRun.h"

namespace sagebench::app {

/// A sweep, search or repeat on the command line: one run after another until the campaign has no
/// next point; writes each point's results and, after each, the campaign's; prints the table at the
/// end.
class CampaignSession {
  public:
    /// `prepared.plan` is a campaign (isCampaign()). `onEnd` is called once, when everything is
    /// written.
    CampaignSession(PreparedRun prepared, OutputMode mode, std::function<void(ExitCode)> onEnd);

    void start();
    /// Points that are done are kept, and what was measured of this one; the end follows soon.
    void stop();

  private:
    void startPoint();
    void onSnapshot(const RunSnapshot& snapshot);
    void onFinished(const RunResult& result);
    void onFailed(const Error& error);
    /// When the run's own signal has returned.
    void later(void (CampaignSession::*what)());

    void keep(const RunResult& result);
    void takeVerdicts(const RunResult& result, const PointResult& point);
    void finish();
    void judge(const CampaignSummary& all);
    void print(const CampaignSummary& summary);
    std::string banner() const;
    void complain(const Error& error);
    bool chatty() const { return !mode_.quiet; }

    PreparedRun prepared_;
    OutputMode mode_;
    std::function<void(ExitCode)> onEnd_;
    CampaignRun campaign_;
    std::vector<ContractMiss> contractMisses_;
    ExitCode worst_ = ExitCode::Done;
    std::unique_ptr<RunWatch> watch_;  ///< last: its run ends before the rest goes
};

}  // namespace sagebench::app
