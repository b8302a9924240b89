// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/RunController.h"

#include <QFutureWatcher>
#include <QtConcurrent>
#include <random>
#include <utility>

#include "backend/Backend.h"
#include "backend/KeyPolicy.h"
#include "base/Files.h"
#include "campaign/CampaignFile.h"
#include "campaign/CampaignReport.h"
#include "net/Url.h"
#include "plan/CampaignRules.h"
#include "plan/PlanFile.h"
#include "report/ResultWriter.h"
#include "run/CampaignStage.h"
#include "run/PlanCommand.h"
#include "run/RunDocument.h"

namespace sagebench::ui {
namespace {

namespace fs = std::filesystem;

Result<Secret> keyFor(const BackendDescription& backend, const BackendSpec& spec) {
    if (!backend.usesNetwork) {
        return Secret();
    }
    const auto url = Url::parse(spec.baseUrl.empty() ? backend.defaultBaseUrl : spec.baseUrl);
    return url ? readKey(backend, spec, *url) : tl::unexpected(url.error());
}

Result<Secret> checkPlan(const RunPlan& plan) {
    if (auto valid = validate(plan); !valid) {
        return tl::unexpected(valid.error());
    }
    const auto backend = findBackend(plan.backend.id);
    if (!backend) {
        return tl::unexpected(backend.error());
    }
    const BackendDescription description = (*backend)->describe();
    if (auto options = OptionValues::resolve(description, plan.backend.options); !options) {
        return tl::unexpected(options.error());
    }
    return keyFor(description, plan.backend);
}

Result<std::vector<std::string>> writeAll(const RunResult& result) {
    return writeResults(result.run.plan.output.folder, result.summary(),
                        recordsIn(result.workloads));
}

QStringList namesOf(const std::vector<std::string>& files) {
    QStringList names;
    for (const std::string& file : files) {
        names << QString::fromStdString(file);
    }
    return names;
}

}  // namespace

RunController::RunController(RunDocument& document, QObject* parent)
    : QObject(parent), document_(document) {}

RunController::~RunController() = default;

Result<void> RunController::start(RunPlan plan) {
    if (isBusy()) {
        return fail(ErrorKind::Usage, tr("A run is going on; stop it first.").toStdString());
    }
    auto key = checkPlan(plan);
    if (!key) {
        return tl::unexpected(key.error());
    }
    if (!plan.seed) {
        plan.seed = std::random_device{}();
    }
    key_ = *key;
    if (isCampaign(plan)) {
        return startCampaign(plan);
    }
    startRun(plan, {});
    return {};
}

void RunController::startRun(const RunPlan& plan, const std::string& stage) {
    document_.beginLive(plan, stage);
    run_ = std::make_unique<BenchmarkRun>(plan, key_, planCommand(plan));
    listen();
    run_->start();
}

Result<void> RunController::startCampaign(const RunPlan& plan) {
    auto campaign = std::make_unique<CampaignRun>(plan, planCommand(plan));
    auto begun = campaign->begin();
    if (begun) {
        begun = writeFileAtomically(fs::path(plan.output.folder) / kPlanFileName, toJson(plan));
    }
    if (!begun) {
        static_cast<void>(campaign->finish());  // puts earlier results back
        return begun;
    }
    campaign_ = std::move(campaign);
    startPoint();
    return {};
}

void RunController::startPoint() {
    if (const CampaignPoint* point = campaign_->next()) {
        startRun(point->plan, campaignStage(*campaign_));
    } else {
        finishCampaign();
    }
}

void RunController::onPoint(PointResult point) {
    if (auto kept = campaign_->add(std::move(point)); !kept) {
        campaign_->breakOff(redacted(kept.error()).message);
        document_.noteFailure(redacted(kept.error()));
    }
    startPoint();
}

void RunController::finishCampaign() {
    const auto campaign = std::move(campaign_);
    const auto finished = campaign->finish();
    if (!finished) {
        document_.noteFailure(redacted(finished.error()));
    }
    if (campaign->hasBegun()) {
        document_.endCampaign(campaignReport(campaign->summary()), campaign->plan().output.folder);
        Q_EMIT resultsWritten({kCampaignName});
        Q_EMIT campaignFinished();
    }
    Q_EMIT idle();
}

void RunController::stop() {
    if (campaign_) {
        campaign_->stop();
    }
    if (run_) {
        document_.noteStopping();
        run_->stop();
    }
}

void RunController::listen() {
    BenchmarkRun* run = run_.get();
    connect(run, &BenchmarkRun::started, this, &RunController::onStarted);
    connect(run, &BenchmarkRun::snapshotReady, this, [this, run](const SnapshotPtr& snapshot) {
        document_.addSnapshot(snapshot);
        run->acknowledgeSnapshot();
        if (campaign_ && campaign_->isHopeless(*snapshot)) {
            run->stop();
        }
    });
    connect(run, &BenchmarkRun::workloadFinished, &document_, &RunDocument::addWorkload);
    connect(run, &BenchmarkRun::finished, this, &RunController::onFinished);
    connect(run, &BenchmarkRun::failed, this, &RunController::onFailed);
}

void RunController::onStarted(const RunInfo& info) {
    if (campaign_) {
        campaign_->noteStarted(info);
    }
    const fs::path folder = info.plan.output.folder;
    auto written = writeSummaryPart(folder, info);
    if (written) {
        written = writeFileAtomically(folder / kPlanFileName, toJson(info.plan));
    }
    document_.noteStarted(info);
    if (!written) {
        document_.noteFailure(redacted(written.error()));
    }
}

void RunController::onFinished(const RunResult& result) {
    RunResult told = result;
    if (told.failure) {
        told.failure = redacted(*told.failure);
    }
    document_.endLive(told);
    if (campaign_ && told.failure) {
        campaign_->breakOff(told.failure->message);
    }
    write(result);
    release();
}

void RunController::onFailed(Error error) {
    const Error told = redacted(std::move(error));
    document_.failLive(told);
    release();
    if (!campaign_) {
        Q_EMIT idle();
        return;
    }
    if (told.kind == ErrorKind::Cancelled) {
        campaign_->stop();
    } else {
        campaign_->breakOff(told.message);
    }
    finishCampaign();
}

void RunController::write(const RunResult& result) {
    writing_ = true;
    std::optional<std::pair<CampaignPoint, PointEnd>> point;
    if (campaign_) {
        point.emplace(campaign_->point(), campaign_->endOf(result));
    }
    auto* watcher = new QFutureWatcher<Written>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        writing_ = false;
        onWritten(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run([result, point] {
        return Written{
            writeAll(result),
            point ? std::optional(judgePoint(point->first, result, point->second)) : std::nullopt};
    }));
}

void RunController::onWritten(const Written& written) {
    if (!written.files) {
        document_.noteFailure(redacted(written.files.error()));
    }
    if (campaign_ && written.point) {
        onPoint(*written.point);
        return;
    }
    if (written.files) {
        Q_EMIT resultsWritten(namesOf(*written.files));
    }
    Q_EMIT idle();
}

/// Its thread has told the last and ends by itself.
void RunController::release() {
    run_.release()->deleteLater();
}

Error RunController::redacted(Error error) const {
    error.message = key_.redact(error.message);
    return error;
}

}  // namespace sagebench::ui
