// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/RunLoader.h"

#include <QMetaObject>
#include <QThreadPool>
#include <atomic>
#include <exception>
#include <map>

#include "campaign/CampaignFile.h"
#include "campaign/CampaignReport.h"
#include "record/ForeignFormat.h"
#include "record/Journal.h"
#include "record/ResultsFolder.h"
#include "report/JournalFolder.h"
#include "report/Notices.h"
#include "report/ResultReader.h"
#include "run/ForeignRuns.h"

namespace sagebench::ui {
namespace {

namespace fs = std::filesystem;
using Journals = std::map<std::string, JournalSource>;

/// Where journals lie that belong to what is opened; empty: a summary by itself, whose name says
/// nothing of what lies beside it.
fs::path journalFolderOf(const fs::path& path) {
    if (fs::is_directory(path)) {
        return path;
    }
    const bool isResult = isResultFile(path.filename().string());
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    return isResult ? folder : fs::path();
}

Result<Journals> journalsOf(const RunSummary& summary, const fs::path& folder) {
    Journals journals;
    for (const WorkloadMetrics& metrics : summary.workloads) {
        const fs::path path = journalPath(folder, metrics.name);
        if (folder.empty() || workloadOfJournal(path).empty()) {
            continue;
        }
        auto source = JournalSource::open(path);
        if (!source) {
            return tl::unexpected(source.error());
        }
        journals.emplace(metrics.name, std::move(*source));
    }
    return journals;
}

RecordsOf recordsOfJournals(Journals journals) {
    return [journals =
                std::move(journals)](const std::string& workload) -> std::unique_ptr<RecordSource> {
        const auto it = journals.find(workload);
        return it == journals.end() ? nullptr : std::make_unique<JournalSource>(it->second);
    };
}

WorkloadSpec specIn(const RunSummary& summary, const std::string& workload) {
    if (const WorkloadSpec* spec = specOf(summary, workload)) {
        return *spec;
    }
    WorkloadSpec unknown;
    unknown.name = workload;
    return unknown;
}

/// Adds the records of one workload to its series and to the run's rows.
Result<void> addRecords(const JournalSource& journal, int workload, WorkloadSeries& series,
                        std::vector<RequestRow>& rows) {
    const auto read = journal.forEach([&](const RequestRecord& record) {
        series.add(record);
        rows.push_back({workload, briefOf(record)});
    });
    series.seal();
    return read;
}

Result<void> addWorkloads(StoredRun& run, const Journals& journals,
                          const std::function<bool()>& isGivenUp) {
    for (const WorkloadMetrics& metrics : run.summary.workloads) {
        auto series = std::make_shared<WorkloadSeries>();
        const auto journal = journals.find(metrics.name);
        if (journal != journals.end() && !isGivenUp()) {
            const auto read = addRecords(journal->second, static_cast<int>(run.workloads.size()),
                                         *series, run.rows);
            if (!read) {
                return read;
            }
        }
        run.workloads.push_back({specIn(run.summary, metrics.name), metrics, std::move(series)});
    }
    return {};
}

Result<StoredRun> readRun(const fs::path& path, const std::function<bool()>& isGivenUp) {
    auto summary = readResults(path);
    if (!summary) {
        return tl::unexpected(summary.error());
    }
    const auto journals = journalsOf(*summary, journalFolderOf(path));
    if (!journals) {
        return tl::unexpected(journals.error());
    }
    StoredRun run;
    run.summary = std::move(*summary);
    run.recordsOf = recordsOfJournals(*journals);
    const auto added = addWorkloads(run, *journals, isGivenUp);
    return added ? Result<StoredRun>(std::move(run)) : tl::unexpected(added.error());
}

/// Its report, and its last run.
Result<StoredRun> readCampaign(const fs::path& file, const std::function<bool()>& isGivenUp) {
    const auto campaign = readCampaignFile(file);
    if (!campaign) {
        return tl::unexpected(campaign.error());
    }
    if (campaign->points.empty()) {
        return fail(ErrorKind::Input, file.string() + ": no run of this campaign was measured");
    }
    auto run = readRun(file.parent_path() / campaign->points.back().folder, isGivenUp);
    if (run) {
        run->campaignReport = campaignReport(*campaign);
    }
    return run;
}

Result<StoredRun> readAny(const fs::path& path, const std::function<bool()>& isGivenUp) {
    if (foreignFormatOf(path)) {
        return loadForeign(path);
    }
    const auto campaign = campaignFileAt(path);
    return campaign ? readCampaign(*campaign, isGivenUp) : readRun(path, isGivenUp);
}

Result<StoredRun> read(const fs::path& path, const std::function<bool()>& isGivenUp) {
    auto run = readAny(path, isGivenUp);
    if (run) {
        run->origin = path;
    }
    return run;
}

Result<StoredRun> readCarefully(const fs::path& path, const std::function<bool()>& isGivenUp) {
    try {
        return read(path, isGivenUp);
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::Input, path.string() + ": too large for this machine's memory");
    } catch (const std::exception& error) {
        return fail(ErrorKind::Input, path.string() + ": " + error.what());
    }
}

}  // namespace

Result<StoredRun> loadRun(const fs::path& path) {
    return readCarefully(path, [] { return false; });
}

/// A load that was given up reads on to the end of its file; a newer one does not wait for it.
class RunLoader::Job {
  public:
    static constexpr int kThreads = 2;

    explicit Job(RunLoader& loader) : loader_(loader) { pool_.setMaxThreadCount(kThreads); }
    ~Job() {
        ++generation_;
        pool_.clear();
        pool_.waitForDone();
    }

    void start(const fs::path& path) {
        pool_.clear();
        loading_ = true;
        pool_.start([this, path, mine = ++generation_] {
            if (!isGivenUp(mine)) {
                hand(readCarefully(path, [this, mine] { return isGivenUp(mine); }), mine);
            }
        });
    }
    void cancel() {
        ++generation_;
        pool_.clear();
        loading_ = false;
    }
    bool isLoading() const { return loading_; }

  private:
    bool isGivenUp(int mine) const { return mine != generation_; }

    void hand(Result<StoredRun> result, int mine) {
        auto shared = std::make_shared<Result<StoredRun>>(std::move(result));
        QMetaObject::invokeMethod(
            &loader_, [this, shared, mine] { deliver(*shared, mine); }, Qt::QueuedConnection);
    }

    void deliver(Result<StoredRun>& result, int mine) {
        if (isGivenUp(mine)) {
            return;
        }
        loading_ = false;
        if (result) {
            Q_EMIT loader_.loaded(std::make_shared<StoredRun>(std::move(*result)));
        } else {
            Q_EMIT loader_.failed(result.error());
        }
    }

    RunLoader& loader_;
    std::atomic<int> generation_ = 0;
    bool loading_ = false;
    QThreadPool pool_;
};

RunLoader::RunLoader(QObject* parent) : QObject(parent), job_(std::make_unique<Job>(*this)) {}

RunLoader::~RunLoader() = default;

void RunLoader::load(const fs::path& path) {
    job_->start(path);
}

void RunLoader::cancel() {
    job_->cancel();
}

bool RunLoader::isLoading() const {
    return job_->isLoading();
}

}  // namespace sagebench::ui
