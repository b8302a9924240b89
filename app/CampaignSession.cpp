// SPDX-License-Identifier: GPL-3.0-or-later
#include "CampaignSession.h"

#include <fmt/format.h>

#include <QCoreApplication>
#include <algorithm>

#include "CalibrationSession.h"
#include "CampaignProgress.h"
#include "Console.h"
#include "Goals.h"
#include "RunText.h"
#include "StdoutStyle.h"
#include "campaign/CampaignFile.h"
#include "campaign/CampaignTable.h"
#include "plan/CampaignRules.h"
#include "report/ResultWriter.h"

namespace sagebench::app {

CampaignSession::CampaignSession(PreparedRun prepared, OutputMode mode,
                                 std::function<void(ExitCode)> onEnd)
    : prepared_(std::move(prepared)),
      mode_(mode),
      onEnd_(std::move(onEnd)),
      campaign_(prepared_.plan, prepared_.command) {}

void CampaignSession::start() {
    if (auto begun = campaign_.begin(); !begun) {
        complain(begun.error());
        later(&CampaignSession::finish);
        return;
    }
    if (auto adopted = adoptCalibration(prepared_.calibrationPart, prepared_.plan.output.folder);
        !adopted) {
        complain(adopted.error());
    }
    startPoint();
}

void CampaignSession::stop() {
    campaign_.stop();
    worst_ = moreSevere(worst_, ExitCode::Interrupted);  // also between two points
    if (watch_) {
        watch_->stop();
        watch_->note("Stopping; what was measured is kept. Once more to leave at once.");
    }
}

void CampaignSession::later(void (CampaignSession::*what)()) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [this, what] { (this->*what)(); }, Qt::QueuedConnection);
}

void CampaignSession::startPoint() {
    const CampaignPoint* point = campaign_.next();
    if (!point) {
        finish();
        return;
    }
    watch_ = std::make_unique<RunWatch>(
        PreparedRun{.plan = point->plan,
                    .key = prepared_.key,
                    .command = prepared_.command,
                    .calibrated = prepared_.calibrated},
        mode_, banner(),
        RunWatch::Hooks{.finished = [this](const RunResult& result) { onFinished(result); },
                        .failed = [this](const Error& error) { onFailed(error); },
                        .complain = [this](const Error& error) { complain(error); },
                        .seen = [this](const RunSnapshot& s) { onSnapshot(s); }});
    watch_->start();
}

std::string CampaignSession::banner() const {
    const CampaignProgress progress = campaign_.progress();
    return pointBanner(campaign_.point(), campaignAxis(prepared_.plan),
                       prepared_.plan.search.has_value(), progress,
                       remainingTime(progress, campaign_.pointTimes()));
}

/// A run whose queue grows without bound tells nothing more by going on.
void CampaignSession::onSnapshot(const RunSnapshot& snapshot) {
    if (campaign_.isHopeless(snapshot)) {
        watch_->stop();
    }
}

void CampaignSession::onFinished(const RunResult& result) {
    const bool isFirst = !campaign_.hasBegun();
    campaign_.noteStarted(result.run);
    if (isFirst && chatty()) {
        watch_->note(measuringLine(campaign_.summary().run));
    }
    if (result.failure) {
        campaign_.breakOff(prepared_.key.redact(result.failure->message));
        complain(*result.failure);
    }
    keep(result);
    later(&CampaignSession::startPoint);
}

void CampaignSession::keep(const RunResult& result) {
    const RunSummary summary = result.summary();
    const CampaignPoint& at = campaign_.point();
    if (auto written = writeResults(at.plan.output.folder, summary, recordsIn(result.workloads));
        !written) {
        complain(written.error());
    }
    PointResult point = judgePoint(at, result, campaign_.endOf(result));
    takeVerdicts(result, point);
    watch_->note(pointLine(point, campaignAxis(prepared_.plan)));
    if (auto written = campaign_.add(std::move(point)); !written) {
        complain(written.error());
    }
}

void CampaignSession::takeVerdicts(const RunResult& result, const PointResult& point) {
    if (point.end == PointEnd::Interrupted) {
        worst_ = moreSevere(worst_, ExitCode::Interrupted);
    }
    if (!prepared_.plan.search) {
        const ExitCode code = exitCodeOf(result);
        worst_ = moreSevere(worst_, code == ExitCode::Interrupted ? ExitCode::Done : code);
    }
    for (const std::string& text : whatFails(result.summary(), {.contract = true})) {
        contractMisses_.push_back({point.load, text, campaignAxis(prepared_.plan)});
    }
}

void CampaignSession::onFailed(const Error& error) {
    if (error.kind == ErrorKind::Cancelled) {
        worst_ = moreSevere(worst_, ExitCode::Interrupted);
        campaign_.stop();
    } else {
        campaign_.breakOff(prepared_.key.redact(error.message));
        complain(error);
    }
    later(&CampaignSession::finish);
}

void CampaignSession::finish() {
    watch_.reset();
    if (auto finished = campaign_.finish(); !finished) {
        complain(finished.error());
    }
    if (campaign_.hasBegun()) {
        const CampaignSummary all = campaign_.summary();
        judge(all);
        print(all);
    } else if (campaign_.wasStopped() && chatty()) {
        printLine("Interrupted before anything was measured.");
    }
    onEnd_(worst_);
}

/// Of a search, what counts is whether a load was found; of a sweep or repeat, every run.
void CampaignSession::judge(const CampaignSummary& all) {
    const auto& found = all.result;
    const bool gate = prepared_.plan.slo.failWhenMissed;
    const bool missed =
        found ? !found->best
              : !prepared_.plan.search &&
                    std::ranges::any_of(all.points, [](const auto& p) { return p.met == false; });
    if (gate && missed) {
        printError(found                  ? "no load met the SLO"
                   : prepared_.plan.sweep ? "the SLO was missed at some point of the sweep"
                                          : "the SLO was missed in some run");
        worst_ = moreSevere(worst_, ExitCode::Missed);
    }
    for (const std::string& text :
         contractComplaints(contractMisses_, prepared_.plan.search.has_value(),
                            found ? found->best : std::nullopt)) {
        printError(text);
        worst_ = moreSevere(worst_, ExitCode::Missed);
    }
    if (prepared_.plan.search && nothingSucceeded(all.points)) {
        worst_ = moreSevere(worst_, ExitCode::Failed);
    }
}

void CampaignSession::print(const CampaignSummary& summary) {
    Result<void> printed;
    if (mode_.json) {
        printed = writeStdout(campaignJson(summary));
    } else if (chatty()) {
        printed = writeStdout(campaignTable(summary, stdoutStyle()));
    }
    if (!printed) {
        complain(printed.error());
    } else if (chatty()) {
        const auto& exports = prepared_.plan.output.exports;
        const bool report = std::ranges::find(exports, "markdown") != exports.end();
        printLine(
            fmt::format("Results in {}{}{}", prepared_.plan.output.folder,
                        report ? "; the report is REPORT.md" : "",
                        summary.interrupted ? " (interrupted: what was measured until then)" : ""));
    }
}

void CampaignSession::complain(const Error& error) {
    if (watch_) {
        watch_->clear();
    }
    printError(prepared_.key.redact(error.message));
    worst_ = moreSevere(worst_, exitCodeOf(error.kind));
}

}  // namespace sagebench::app
