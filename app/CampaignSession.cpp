// SPDX-License-Identifier: GPL-3.0-or-later
#include "CampaignSession.h"

#include <fmt/format.h>

#include <QCoreApplication>
#include <algorithm>

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
      campaign_(makeCampaign(prepared_.plan)),
      folder_(prepared_.plan.output.folder) {}

void CampaignSession::start() {
    if (auto begun = folder_.begin(); !begun) {
        complain(begun.error());
        later(&CampaignSession::finish);
        return;
    }
    startPoint();
}

void CampaignSession::stop() {
    stopping_ = true;
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
    point_ = campaign_->next();
    if (!point_ || stopping_ || failure_) {
        finish();
        return;
    }
    folder_.beginPoint(*point_);
    earlyStop_.emplace(point_->plan);
    stoppedEarly_ = false;
    pointStart_ = std::chrono::steady_clock::now();
    watch_ = std::make_unique<RunWatch>(
        PreparedRun{point_->plan, prepared_.key, prepared_.command}, mode_, banner(),
        RunWatch::Hooks{.finished = [this](const RunResult& result) { onFinished(result); },
                        .failed = [this](const Error& error) { onFailed(error); },
                        .complain = [this](const Error& error) { complain(error); },
                        .seen = [this](const RunSnapshot& s) { onSnapshot(s); }});
    watch_->start();
}

std::string CampaignSession::banner() const {
    const CampaignProgress progress = campaign_->progress();
    return pointBanner(*point_, *campaignAxis(prepared_.plan), prepared_.plan.search.has_value(),
                       progress, remainingTime(progress, pointTimes_));
}

/// A run whose queue grows without bound tells nothing more by going on.
void CampaignSession::onSnapshot(const RunSnapshot& snapshot) {
    if (earlyStop_->isDue(snapshot, std::chrono::steady_clock::now() - pointStart_)) {
        stoppedEarly_ = true;
        watch_->stop();
    }
}

PointEnd CampaignSession::endOf(const RunResult& result) const {
    return result.failure        ? PointEnd::Failed
           : !result.interrupted ? PointEnd::Measured
           : stopping_           ? PointEnd::Interrupted
           : stoppedEarly_       ? PointEnd::StoppedEarly
                                 : PointEnd::Interrupted;
}

void CampaignSession::onFinished(const RunResult& result) {
    pointTimes_.push_back(std::chrono::steady_clock::now() - pointStart_);
    if (!firstRun_) {
        firstRun_ = result.run;
        if (chatty()) {
            watch_->note(measuringLine(campaignRun(*firstRun_, prepared_.plan, prepared_.command)));
        }
    }
    if (result.failure) {
        failure_ =
            fmt::format("{}: {}", point_->label, prepared_.key.redact(result.failure->message));
        complain(*result.failure);
    }
    keep(result);
    later(&CampaignSession::startPoint);
}

void CampaignSession::keep(const RunResult& result) {
    const RunSummary summary = result.summary();
    if (auto written =
            writeResults(point_->plan.output.folder, summary, recordsIn(result.workloads));
        !written) {
        complain(written.error());
    }
    PointResult point = judgePoint(*point_, result, endOf(result));
    takeVerdicts(result, point);
    watch_->note(pointLine(point, *campaignAxis(prepared_.plan)));
    campaign_->add(std::move(point));
    if (auto written = folder_.write(this->summary()); !written) {
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
        contractMisses_.push_back({point.load, text});
    }
}

void CampaignSession::onFailed(const Error& error) {
    if (error.kind == ErrorKind::Cancelled) {
        worst_ = moreSevere(worst_, ExitCode::Interrupted);
        stopping_ = true;
    } else {
        failure_ = fmt::format("{}: {}", point_->label, prepared_.key.redact(error.message));
        complain(error);
    }
    later(&CampaignSession::finish);
}

CampaignSummary CampaignSession::summary() const {
    CampaignSummary out;
    out.run = campaignRun(*firstRun_, prepared_.plan, prepared_.command);
    out.points = campaign_->points();
    out.result = campaign_->result();
    out.interrupted = stopping_;
    out.failure = failure_;
    return out;
}

void CampaignSession::finish() {
    watch_.reset();
    if (!firstRun_) {
        if (auto undone = folder_.undo(); !undone) {
            complain(undone.error());
        }
        if (stopping_ && chatty()) {
            printLine("Interrupted before anything was measured.");
        }
        onEnd_(worst_);
        return;
    }
    const CampaignSummary all = summary();
    if (auto written = folder_.write(all); !written) {
        complain(written.error());
    }
    judge();
    print(all);
    onEnd_(worst_);
}

/// Of a search, what counts is whether a load was found; of a sweep, every point.
void CampaignSession::judge() {
    const auto found = campaign_->result();
    const bool gate = prepared_.plan.slo.failWhenMissed;
    const bool missed = found ? !found->best
                              : !prepared_.plan.search &&
                                    std::ranges::any_of(campaign_->points(), [](const auto& p) {
                                        return p.met == false;
                                    });
    if (gate && missed) {
        printError(found ? "no load met the SLO" : "the SLO was missed at some point of the sweep");
        worst_ = moreSevere(worst_, ExitCode::Missed);
    }
    for (const std::string& text :
         contractComplaints(contractMisses_, prepared_.plan.search.has_value(),
                            found ? found->best : std::nullopt)) {
        printError(text);
        worst_ = moreSevere(worst_, ExitCode::Missed);
    }
    if (prepared_.plan.search && nothingSucceeded(campaign_->points())) {
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
