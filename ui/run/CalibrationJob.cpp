// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/CalibrationJob.h"

#include <QMetaObject>
#include <utility>

#include "campaign/CalibrationExecutor.h"
#include "record/CalibrationStore.h"
#include "telemetry/MachineInfo.h"

namespace sagebench::ui {
namespace {

/// Where it was kept, and what kept it from there.
struct Kept {
    QString file;
    QString problem;
};

Kept keep(const CalibrationOutcome& outcome) {
    if (!outcome.isToKeep()) {
        return {};
    }
    const CalibrationStore store;
    const auto added = store.add(outcome.entry);
    const QString file = QString::fromStdString(store.file().string());
    if (!added) {
        return {{}, QString::fromStdString(added.error().message)};
    }
    if (*added) {
        return {file, CalibrationJob::tr("%1 could not be read; it is now %2")
                          .arg(file, QString::fromStdString((*added)->string()))};
    }
    return {file, {}};
}

}  // namespace

template <class Call>
void CalibrationJob::onGuiThread(Call call) {
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

class CalibrationJob::Teller final : public CalibrationObserver {
  public:
    explicit Teller(CalibrationJob& job) : job_(job) {}

    void stepBegan(const CalibrationStep& step, const CampaignProgress& progress) override {
        job_.onGuiThread([&job = job_, load = QString::fromStdString(step.load), progress] {
            Q_EMIT job.stepBegan(load, progress.done, progress.done + progress.left.value_or(0));
        });
    }
    void snapshot(std::shared_ptr<const RunSnapshot> snapshot) override {
        job_.onGuiThread([&job = job_, snapshot] {
            const bool measures = snapshot->phase == RunPhase::Running;
            Q_EMIT job.progressed(measures ? snapshot->fraction() : 0);
        });
    }
    void stepDone(const CalibrationStepResult& result) override {
        job_.onGuiThread([&job = job_, result] { Q_EMIT job.stepDone(result); });
    }

  private:
    CalibrationJob& job_;
};

CalibrationJob::CalibrationJob(std::filesystem::path program, QObject* parent)
    : QObject(parent), program_(std::move(program)) {}

CalibrationJob::~CalibrationJob() = default;

void CalibrationJob::start(CalibrationSpec spec) {
    running_ = true;
    thread_ = std::jthread([this, spec = std::move(spec)](std::stop_token stop) mutable {
        execute(std::move(spec), std::move(stop));
    });
}

void CalibrationJob::stop() {
    thread_.request_stop();
}

void CalibrationJob::execute(CalibrationSpec spec, std::stop_token stop) {
    Teller teller(*this);
    CalibrationOutcome outcome =
        runCalibration(std::move(spec), program_, readEnvironment(), teller, std::move(stop));
    const Kept kept = keep(outcome);
    onGuiThread([this, kept, outcome = std::move(outcome)] {
        running_ = false;
        Q_EMIT ended(outcome, kept.file, kept.problem);
    });
}

}  // namespace sagebench::ui
