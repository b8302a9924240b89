// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <memory>

#include "base/Result.h"
#include "base/Secret.h"
#include "campaign/PointResult.h"
#include "engine/BenchmarkRun.h"

namespace sagebench {
class CampaignRun;
}

namespace sagebench::ui {

class RunDocument;

/// Starts and stops runs, feeds the document from their signals, and writes the results: the same
/// files as a headless run. A plan with a sweep, search or repeat is many runs, one after another.
/// Lives on the GUI thread and waits for nothing.
class RunController : public QObject {
    Q_OBJECT
  public:
    /// `document` must outlive it.
    explicit RunController(RunDocument& document, QObject* parent = nullptr);
    /// Stops a run that is going on and waits until it is over.
    ~RunController() override;

    /// From start() until the results are written; of a campaign, those of its last run.
    bool isBusy() const { return run_ != nullptr || writing_ || campaign_ != nullptr; }
    /// A sweep, search or repeat is going on; between two runs, too.
    bool isInCampaign() const { return campaign_ != nullptr; }
    /// Draws a seed where the plan has none. Errors: Usage, Input (the plan, the backend's options,
    /// the key); nothing has changed then.
    Result<void> start(RunPlan plan);
    /// What was measured is kept; of a campaign, the points that are done too.
    void stop();

  Q_SIGNALS:
    /// Names of the files in document.location(); after the document's state is final.
    void resultsWritten(const QStringList& files);
    /// document.campaignReport() is there now.
    void campaignFinished();
    /// isBusy() may be false now.
    void idle();

  private:
    /// What is made of a run's records beside the GUI thread.
    struct Written {
        Result<std::vector<std::string>> files;
        std::optional<PointResult> point;  ///< of a campaign
    };
    void startRun(const RunPlan& plan, const std::string& stage);
    Result<void> startCampaign(const RunPlan& plan);
    void startPoint();
    void onPoint(PointResult point);
    void finishCampaign();
    void onWritten(const Written& written);
    void listen();
    void onStarted(const RunInfo& info);
    void onFinished(const RunResult& result);
    void onFailed(Error error);
    void write(const RunResult& result);
    void release();
    Error redacted(Error error) const;

    RunDocument& document_;
    Secret key_;
    std::unique_ptr<BenchmarkRun> run_;
    std::unique_ptr<CampaignRun> campaign_;
    bool writing_ = false;
};

}  // namespace sagebench::ui
