// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/RunController.h"

#include <QFutureWatcher>
#include <QtConcurrent>
#include <random>
#include <utility>

#include "backend/Backend.h"
#include "backend/KeyPolicy.h"
#include "base/Files.h"
#include "net/Url.h"
#include "plan/PlanFile.h"
#include "report/ResultWriter.h"
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
    document_.beginLive(plan);
    run_ = std::make_unique<BenchmarkRun>(plan, *std::move(key), planCommand(plan));
    listen();
    run_->start();
    return {};
}

void RunController::stop() {
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
    });
    connect(run, &BenchmarkRun::workloadFinished, &document_, &RunDocument::addWorkload);
    connect(run, &BenchmarkRun::finished, this, &RunController::onFinished);
    connect(run, &BenchmarkRun::failed, this, &RunController::onFailed);
}

void RunController::onStarted(const RunInfo& info) {
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
    write(result);
    release();
}

void RunController::onFailed(Error error) {
    document_.failLive(redacted(std::move(error)));
    release();
    Q_EMIT idle();
}

void RunController::write(const RunResult& result) {
    writing_ = true;
    auto* watcher = new QFutureWatcher<Result<std::vector<std::string>>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        writing_ = false;
        const auto written = watcher->result();
        if (written) {
            Q_EMIT resultsWritten(namesOf(*written));
        } else {
            document_.noteFailure(redacted(written.error()));
        }
        Q_EMIT idle();
    });
    watcher->setFuture(QtConcurrent::run(writeAll, result));
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
