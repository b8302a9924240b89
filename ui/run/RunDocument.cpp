// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/RunDocument.h"

#include <QFutureWatcher>
#include <QtConcurrent>
#include <algorithm>
#include <utility>

#include "backend/Backend.h"
#include "metrics/SloJudgement.h"

namespace sagebench::ui {

/// What a workload's records give when it is done; made beside the GUI thread.
struct RunDocument::FinalView {
    std::shared_ptr<const WorkloadSeries> series;
    std::vector<RequestRow> rows;
};

namespace {

std::vector<RequestRow> rowsOf(const WorkloadResult& result, int workload) {
    std::vector<RequestRow> rows;
    rows.reserve(result.records.size());
    for (const RequestRecord& record : result.records) {
        rows.push_back({workload, briefOf(record)});
    }
    return rows;
}

std::shared_ptr<const WorkloadSeries> seriesOf(const WorkloadResult& result) {
    auto series = std::make_shared<WorkloadSeries>();
    for (const RequestRecord& record : result.records) {
        series->add(record);
    }
    series->seal();
    return series;
}

/// The load of the next workload comes first.
QThreadPool& backgroundPool() {
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    pool.setThreadPriority(QThread::LowPriority);
    return pool;
}

}  // namespace

RunDocument::RunDocument(QObject* parent) : QObject(parent) {
    qRegisterMetaType<RunState>();
}

RunDocument::~RunDocument() = default;

RunSummary RunDocument::summary() const {
    return stored_ ? stored_->summary
                   : RunResult{info_, results_, interrupted_, runFailure_}.summary();
}

RecordsOf RunDocument::recordsOf() const {
    if (stored_) {
        return stored_->recordsOf;
    }
    return [kept = std::make_shared<const std::vector<WorkloadResultPtr>>(results_)](
               const std::string& workload) { return recordsIn(*kept)(workload); };
}

DefinitionsOf RunDocument::definitionsOf() const {
    return stored_ && stored_->definitionsOf ? stored_->definitionsOf
                                             : definitionsFrom(summary(), recordsOf());
}

void RunDocument::forget() {
    ++generation_;
    pendingViews_ = 0;
    pendingEnd_.reset();
    hasInfo_ = false;
    info_ = {};
    workloads_.clear();
    liveSeries_.reset();
    current_ = -1;
    latest_.reset();
    goodput_ = {};
    failure_.reset();
    runFailure_.reset();
    rows_.clear();
    dropped_ = 0;
    results_.clear();
    stored_.reset();
    interrupted_ = false;
    location_.clear();
    stage_.clear();
    campaignReport_.clear();
}

void RunDocument::clear() {
    Q_EMIT rowsAboutToBeReset();
    forget();
    Q_EMIT rowsReset();
    state_ = RunState::Empty;
    Q_EMIT replaced();
    Q_EMIT stateChanged(state_);
}

void RunDocument::beginLive(const RunPlan& plan, std::string stage) {
    Q_EMIT rowsAboutToBeReset();
    forget();
    Q_EMIT rowsReset();
    stage_ = std::move(stage);
    info_.plan = plan;
    const auto backend = findBackend(plan.backend.id);
    loadsModel_ = backend && (*backend)->describe().usesModelFile;
    for (const WorkloadSpec& spec : plan.workloads) {
        workloads_.push_back({spec, std::nullopt, std::make_shared<WorkloadSeries>()});
    }
    state_ = RunState::Running;
    Q_EMIT replaced();
    Q_EMIT stateChanged(state_);
}

void RunDocument::noteStarted(const RunInfo& info) {
    info_ = info;
    hasInfo_ = true;
    location_ = info.plan.output.folder;
    Q_EMIT started();
}

void RunDocument::addSnapshot(std::shared_ptr<const RunSnapshot> snapshot) {
    latest_ = std::move(snapshot);
    followWorkload(*latest_);
    if (liveSeries_) {
        liveSeries_->add(*latest_);
        judge(*latest_);
        appendRows(*latest_);
    }
    Q_EMIT snapshotAdded();
}

void RunDocument::followWorkload(const RunSnapshot& snapshot) {
    if (snapshot.workloadIndex == current_ || snapshot.workload.empty() ||
        snapshot.workloadIndex >= static_cast<int>(workloads_.size())) {
        return;
    }
    current_ = snapshot.workloadIndex;
    goodput_ = {};
    liveSeries_ = std::make_shared<WorkloadSeries>();
    workloads_[static_cast<std::size_t>(current_)].series = liveSeries_;
}

void RunDocument::judge(const RunSnapshot& snapshot) {
    const std::vector<Slo>& limits = info_.plan.slo.limits;
    for (const RequestBrief& brief : snapshot.finished) {
        if (brief.phase == Phase::Measured && brief.outcome != Outcome::Cancelled) {
            ++goodput_.judged;
            goodput_.met += meets(limits, brief);
        }
    }
}

std::optional<LiveGoodput> RunDocument::goodput() const {
    const bool limited = std::ranges::any_of(info_.plan.slo.limits, &Slo::perRequest);
    return limited && liveSeries_ ? std::optional(goodput_) : std::nullopt;
}

void RunDocument::appendRows(const RunSnapshot& snapshot) {
    const auto count = snapshot.finished.size();
    if (count == 0) {
        return;
    }
    dropOldRows(count);
    const auto first = static_cast<int>(rows_.size());
    Q_EMIT rowsAboutToBeAppended(first, static_cast<int>(count));
    for (const RequestBrief& brief : snapshot.finished) {
        rows_.push_back({snapshot.workloadIndex, brief});
    }
    Q_EMIT rowsAppended(first, static_cast<int>(count));
}

/// Half of the running workload's rows go at a time, so that a long run rarely has a new list.
void RunDocument::dropOldRows(std::size_t coming) {
    const auto isCurrent = [this](const RequestRow& row) { return row.workload == current_; };
    const auto begin = std::ranges::find_if(rows_, isCurrent);
    const auto live = static_cast<std::size_t>(rows_.end() - begin);
    if (live + coming <= kLiveRows) {
        return;
    }
    const std::size_t going = std::min(live, live / 2 + coming);
    Q_EMIT rowsAboutToBeReset();
    rows_.erase(begin, begin + static_cast<std::ptrdiff_t>(going));
    dropped_ += going;
    Q_EMIT rowsReset();
}

void RunDocument::addWorkload(WorkloadResultPtr result) {
    const auto index = static_cast<int>(results_.size());
    results_.push_back(result);
    ++pendingViews_;
    auto* watcher = new QFutureWatcher<std::shared_ptr<FinalView>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this,
            [this, watcher, index, generation = generation_] {
                watcher->deleteLater();
                if (generation == generation_) {
                    finishWorkload(index, std::move(*watcher->result()));
                }
            });
    watcher->setFuture(QtConcurrent::run(&backgroundPool(), [result, index] {
        return std::make_shared<FinalView>(FinalView{seriesOf(*result), rowsOf(*result, index)});
    }));
}

void RunDocument::finishWorkload(int index, FinalView view) {
    WorkloadView& workload = workloads_.at(static_cast<std::size_t>(index));
    workload.metrics = results_.at(static_cast<std::size_t>(index))->metrics;
    workload.series = std::move(view.series);
    if (index == current_) {
        liveSeries_.reset();
        dropped_ = 0;
    }
    Q_EMIT rowsAboutToBeReset();
    std::erase_if(rows_, [index](const RequestRow& row) { return row.workload == index; });
    const auto after = std::ranges::find_if(
        rows_, [index](const RequestRow& row) { return row.workload > index; });
    rows_.insert(after, std::make_move_iterator(view.rows.begin()),
                 std::make_move_iterator(view.rows.end()));
    Q_EMIT rowsReset();
    Q_EMIT workloadDone(index);
    --pendingViews_;
    if (pendingViews_ == 0 && pendingEnd_) {
        setState(*std::exchange(pendingEnd_, std::nullopt));
    }
}

void RunDocument::noteStopping() {
    if (state_ == RunState::Running) {
        setState(RunState::Stopping);
    }
}

void RunDocument::endLive(const RunResult& result) {
    interrupted_ = result.interrupted;
    runFailure_ = result.failure;
    if (result.failure) {
        failure_ = result.failure;
    }
    info_ = result.run;
    end(result.failure ? RunState::Failed
                       : (result.interrupted ? RunState::Stopped : RunState::Done));
}

void RunDocument::failLive(Error error) {
    const bool stopped = error.kind == ErrorKind::Cancelled;
    if (!stopped) {
        failure_ = std::move(error);
    }
    end(stopped ? RunState::Stopped : RunState::Failed);
}

/// The state changes when the last workload's figures are shown.
void RunDocument::end(RunState state) {
    if (pendingViews_ > 0) {
        pendingEnd_ = state;
    } else {
        setState(state);
    }
}

void RunDocument::endCampaign(std::string report, std::filesystem::path folder) {
    campaignReport_ = std::move(report);
    location_ = std::move(folder);
    Q_EMIT stateChanged(state_);
}

void RunDocument::noteFailure(Error error) {
    failure_ = std::move(error);
    Q_EMIT stateChanged(state_);
}

void RunDocument::open(StoredRun run) {
    Q_EMIT rowsAboutToBeReset();
    forget();
    rows_ = std::move(run.rows);
    Q_EMIT rowsReset();
    workloads_ = std::move(run.workloads);
    info_ = run.summary.run;
    hasInfo_ = run.summary.hasRun;
    location_ = run.origin;
    campaignReport_ = run.campaignReport;
    current_ = static_cast<int>(workloads_.size()) - 1;
    interrupted_ = run.summary.incomplete;
    state_ = run.summary.incomplete ||
                     std::ranges::any_of(run.summary.workloads, &WorkloadMetrics::interrupted)
                 ? RunState::Stopped
                 : RunState::Done;
    stored_ = std::move(run);
    Q_EMIT replaced();
    Q_EMIT stateChanged(state_);
}

void RunDocument::setState(RunState state) {
    state_ = state;
    Q_EMIT stateChanged(state_);
}

}  // namespace sagebench::ui
