// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "engine/RunResult.h"
#include "engine/RunSnapshot.h"
#include "report/ResultWriter.h"
#include "run/RequestRow.h"
#include "run/RunDefinitions.h"
#include "series/WorkloadSeries.h"

namespace sagebench::ui {

enum class RunState {
    Empty,     ///< nothing was run or opened yet
    Running,   ///< from Run until the engine has ended; latest() tells the phase
    Stopping,  ///< Stop was asked for
    Done,
    Stopped,  ///< ended early by the user; what was measured is kept
    Failed,   ///< failure() tells; what was measured before is kept
};

/// One workload as pages show it.
struct WorkloadView {
    WorkloadSpec spec;
    std::optional<WorkloadMetrics> metrics;        ///< when it is done
    std::shared_ptr<const WorkloadSeries> series;  ///< never null
};

/// Requests of the running workload against the limits on each request.
struct LiveGoodput {
    std::uint64_t judged = 0;  ///< successful and failed
    std::uint64_t met = 0;
};

/// A run that is over, as read from disk or rebuilt from records: all that pages show of it.
struct StoredRun {
    RunSummary summary;
    std::vector<WorkloadView> workloads;  ///< in the order of the summary
    std::vector<RequestRow> rows;
    RecordsOf recordsOf;            ///< for exports; gives null where there are no records
    std::filesystem::path origin;   ///< what was opened
    DefinitionsOf definitionsOf{};  ///< empty: from recordsOf
    std::string campaignReport{};   ///< Markdown; of a campaign, of which this is the last run
};

/// The one run that the window shows: going on, over, or opened from disk. Lives on the GUI thread
/// and holds values only; pages read it and listen. A live run is fed by RunController.
class RunDocument : public QObject {
    Q_OBJECT
  public:
    explicit RunDocument(QObject* parent = nullptr);
    ~RunDocument() override;

    RunState state() const { return state_; }
    bool isLive() const { return state_ == RunState::Running || state_ == RunState::Stopping; }
    /// Run or opened results; false for an empty document and before the engine was reached.
    bool hasInfo() const { return hasInfo_; }
    const RunInfo& info() const { return info_; }
    /// Connecting is loading, by what the backend of the live run says of itself.
    bool loadsModel() const { return loadsModel_; }
    const std::vector<WorkloadView>& workloads() const { return workloads_; }
    /// Index of the workload that is going on, or the last that was; -1: none.
    int currentWorkload() const { return current_; }
    /// The newest snapshot of a live run, else null.
    const RunSnapshot* latest() const { return latest_.get(); }
    /// Of the current workload of a live run; absent: the plan limits no single request.
    std::optional<LiveGoodput> goodput() const;
    /// Why the run failed, or what it could not write.
    const std::optional<Error>& failure() const { return failure_; }

    /// Requests that ended, of all workloads, warm-up too. While a workload goes on only its last
    /// kLiveRows are here; when it is done, all.
    const std::vector<RequestRow>& rows() const { return rows_; }
    static constexpr std::size_t kLiveRows = 100'000;
    /// Rows of the running workload that are not in rows() for now.
    std::uint64_t droppedRows() const { return dropped_; }

    /// What reports and exports are made of: workloads that are done.
    RunSummary summary() const;
    /// For exports, on any thread; keeps what it gives alive.
    RecordsOf recordsOf() const;
    /// Of workloads that are done; keeps what it needs alive.
    DefinitionsOf definitionsOf() const;
    /// Of the campaign that the run is part of: "point 3 of 7 · rate 16"; empty: none.
    const std::string& stage() const { return stage_; }
    /// Markdown, when the campaign is over; empty: it was one run.
    const std::string& campaignReport() const { return campaignReport_; }
    /// Folder of the results, or what was opened; empty: none yet.
    const std::filesystem::path& location() const { return location_; }

    // Fed by RunController.
    void beginLive(const RunPlan& plan, std::string stage = {});
    void noteStarted(const RunInfo& info);
    void addSnapshot(std::shared_ptr<const RunSnapshot> snapshot);
    void addWorkload(WorkloadResultPtr result);
    void noteStopping();
    /// Done, Stopped or Failed by what `result` says.
    void endLive(const RunResult& result);
    void failLive(Error error);
    /// The campaign is over whose last run this is.
    void endCampaign(std::string report, std::filesystem::path folder);
    /// What went wrong beside the run (writing files): the state stays.
    void noteFailure(Error error);

    /// Replaces everything.
    void open(StoredRun run);
    void clear();

  Q_SIGNALS:
    /// Everything is new: another run.
    void replaced();
    void stateChanged(sagebench::ui::RunState state);
    /// info() is known now.
    void started();
    /// series, rows and latest() of the current workload have grown.
    void snapshotAdded();
    /// metrics of workload `index` are known, its series and rows final.
    void workloadDone(int index);
    /// rows() changed at its end; `first` is the index of the first new row.
    void rowsAppended(int first, int count);
    void rowsAboutToBeAppended(int first, int count);
    /// rows() is another list.
    void rowsAboutToBeReset();
    void rowsReset();

  private:
    struct FinalView;
    void forget();
    void setState(RunState state);
    void followWorkload(const RunSnapshot& snapshot);
    void appendRows(const RunSnapshot& snapshot);
    void judge(const RunSnapshot& snapshot);
    void dropOldRows(std::size_t coming);
    void finishWorkload(int index, FinalView view);
    void end(RunState state);

    RunState state_ = RunState::Empty;
    bool hasInfo_ = false;
    bool loadsModel_ = false;
    RunInfo info_;
    std::vector<WorkloadView> workloads_;
    std::shared_ptr<WorkloadSeries> liveSeries_;
    int current_ = -1;
    std::shared_ptr<const RunSnapshot> latest_;
    LiveGoodput goodput_;
    std::optional<Error> failure_;
    std::optional<Error> runFailure_;  ///< the engine's, as results tell it
    std::vector<RequestRow> rows_;
    std::uint64_t dropped_ = 0;
    std::vector<WorkloadResultPtr> results_;
    std::optional<StoredRun> stored_;
    bool interrupted_ = false;
    std::filesystem::path location_;
    std::string stage_;
    std::string campaignReport_;
    int pendingViews_ = 0;  ///< workloads that are done, whose view is being made
    std::optional<RunState> pendingEnd_;
    unsigned generation_ = 0;  ///< of the run: views of an earlier one are not taken
};

}  // namespace sagebench::ui
