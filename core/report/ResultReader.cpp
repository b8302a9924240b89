// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ResultReader.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/Files.h"
#include "record/ResultsFolder.h"
#include "report/JournalFolder.h"
#include "report/JsonReport.h"
#include "report/Notices.h"
#include "report/TelemetryWindows.h"
#include "telemetry/FigureSamples.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSummaryName = "benchmark_summary.json";
constexpr const char* kSummaryPartName = "benchmark_summary.json.part";

Result<RunSummary> readSummary(const fs::path& file) {
    const auto text = readFile(file);
    return text ? parseSummary(*text, file.string()) : tl::unexpected(text.error());
}

/// The run's facts: of its summary, or of the part that it wrote when it started.
Result<RunSummary> readFacts(const fs::path& folder) {
    if (fs::exists(folder / kSummaryName)) {
        return readSummary(folder / kSummaryName);
    }
    if (fs::exists(folder / kSummaryPartName)) {
        auto facts = readSummary(folder / kSummaryPartName);
        if (facts) {
            facts->incomplete = true;
        }
        return facts;
    }
    RunSummary unknown;
    unknown.hasRun = false;
    return unknown;
}

const WorkloadMetrics* metricsOf(const RunSummary& facts, const std::string& name) {
    const auto it = std::find_if(facts.workloads.begin(), facts.workloads.end(),
                                 [&](const WorkloadMetrics& m) { return m.name == name; });
    return it == facts.workloads.end() ? nullptr : &*it;
}

/// What was told when the run ended and can't be told again from the files: its own warnings.
void keepWarnings(const WorkloadMetrics& earlier, WorkloadMetrics& metrics) {
    std::vector<std::string> kept;
    for (const std::string& warning : earlier.warnings) {
        if (std::find(metrics.warnings.begin(), metrics.warnings.end(), warning) ==
            metrics.warnings.end()) {
            kept.push_back(warning);
        }
    }
    metrics.warnings.insert(metrics.warnings.begin(), kept.begin(), kept.end());
}

/// Computes workloads again, with all that the folder tells beside their journals.
class Recomputation {
  public:
    Recomputation(const RunSummary& facts, std::vector<TelemetrySample> samples)
        : facts_(facts), samples_(std::move(samples)) {}

    Result<WorkloadMetrics> metrics(const JournalOfWorkload& journal,
                                    TelemetryWindow window) const {
        const WorkloadMetrics* earlier = metricsOf(facts_, journal.name);
        auto metrics = computeMetrics(contextOf(journal, window, earlier), journal.source);
        if (metrics) {
            amend(*metrics, earlier);
        }
        return metrics;
    }

  private:
    WorkloadContext contextOf(const JournalOfWorkload& journal, TelemetryWindow window,
                              const WorkloadMetrics* earlier) const {
        WorkloadContext context;
        const WorkloadSpec* spec = specOf(facts_, journal.name);
        context.spec = spec ? *spec : WorkloadSpec();
        context.spec.name = journal.name;
        context.slo = facts_.run.plan.slo;
        context.t0UnixNanos = facts_.run.t0UnixNanos;
        context.seed = facts_.run.seed;
        context.difference = facts_.run.plan.difference;
        context.calibration = facts_.run.calibration;
        context.interrupted = journal.source.incomplete() || (earlier && earlier->interrupted);
        // Unless told: as if all of a prompt were shared, so that nothing is said of a warm cache.
        context.sharedPromptTokens = std::numeric_limits<int>::max();
        if (samples_.empty() && earlier) {
            context.engine = earlier->engine;
            context.memory = earlier->memory;
            context.client = earlier->client;
        }
        fillFromSamples(context, samples_, window.from, window.to);
        return context;
    }

    void amend(WorkloadMetrics& metrics, const WorkloadMetrics* earlier) const {
        if (!facts_.hasRun) {
            // Without t0 the stamps are of no date.
            metrics.startTime.reset();
            metrics.endTime.reset();
        }
        if (!earlier) {
            return;
        }
        keepWarnings(*earlier, metrics);
        if (samples_.empty()) {
            metrics.validity = earlier->validity;
            metrics.warnings = earlier->warnings;
        }
    }

    const RunSummary& facts_;
    std::vector<TelemetrySample> samples_;
};

std::vector<TelemetryWindow> windowsOf(const std::vector<JournalOfWorkload>& journals,
                                       const std::vector<TelemetrySample>& samples) {
    std::vector<Nanos> starts;
    for (const JournalOfWorkload& journal : journals) {
        starts.push_back(journal.firstScheduled);
    }
    return telemetryWindows(starts, samples);
}

/// `only` names the one workload that is wanted; empty: all, those without a journal as the summary
/// has them.
Result<RunSummary> compute(const fs::path& folder, RunSummary facts,
                           const std::vector<JournalOfWorkload>& journals,
                           const std::string& only) {
    auto samples = readTelemetry(telemetryPath(folder));
    if (!samples) {
        return tl::unexpected(samples.error());
    }
    const auto windows = windowsOf(journals, *samples);
    const Recomputation recomputation(facts, std::move(*samples));
    RunSummary out = facts;
    std::erase_if(out.workloads, [&](const WorkloadMetrics& m) {
        return !only.empty() || std::any_of(journals.begin(), journals.end(),
                                            [&](const auto& j) { return j.name == m.name; });
    });
    std::vector<WorkloadMetrics> computed;
    for (std::size_t i = 0; i < journals.size(); ++i) {
        if (!only.empty() && journals[i].name != only) {
            continue;
        }
        auto metrics = recomputation.metrics(journals[i], windows[i]);
        if (!metrics) {
            return tl::unexpected(metrics.error());
        }
        computed.push_back(std::move(*metrics));
        out.incomplete = out.incomplete || journals[i].source.incomplete();
    }
    out.workloads.insert(out.workloads.begin(), std::make_move_iterator(computed.begin()),
                         std::make_move_iterator(computed.end()));
    return out;
}

using Amend = std::function<void(RunPlan&)>;

/// Sets other goals; true where the requests have to be judged again.
bool amendPlan(RunPlan& plan, const Amend& amend) {
    const SloPlan before = plan.slo;
    if (amend) {
        amend(plan);
    }
    return plan.slo.limits != before.limits || plan.slo.target != before.target;
}

tl::unexpected<Error> noRecords(const fs::path& place, const std::string& workload) {
    return fail(ErrorKind::Input,
                fmt::format("{}: no records of {} here to judge by another SLO; give the folder "
                            "with {}_requests.jsonl",
                            place.string(), workload, workload));
}

/// The first workload that has figures, but no journal.
const WorkloadMetrics* withoutJournal(const RunSummary& facts,
                                      const std::vector<JournalOfWorkload>& journals) {
    const auto found = std::ranges::find_if(facts.workloads, [&](const WorkloadMetrics& m) {
        return std::ranges::find(journals, m.name, &JournalOfWorkload::name) == journals.end();
    });
    return found == facts.workloads.end() ? nullptr : &*found;
}

Result<RunSummary> readFolder(const fs::path& folder, const std::string& only, const Amend& amend) {
    auto facts = readFacts(folder);
    if (!facts) {
        return facts;
    }
    const bool judgeAgain = amendPlan(facts->run.plan, amend);
    const auto journals = openJournals(folder);
    if (!journals) {
        return tl::unexpected(journals.error());
    }
    if (journals->empty() && !facts->hasRun && facts->workloads.empty()) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: no results here: neither {} nor <workload>_requests.jsonl",
                                folder.string(), kSummaryName));
    }
    const WorkloadMetrics* bare = withoutJournal(*facts, *journals);
    if (judgeAgain && only.empty() && bare) {
        return noRecords(folder, bare->name);
    }
    return journals->empty() ? facts : compute(folder, std::move(*facts), *journals, only);
}

Result<RunSummary> readSummaryAlone(const fs::path& file, const Amend& amend) {
    auto summary = readSummary(file);
    if (summary && amendPlan(summary->run.plan, amend) && !summary->workloads.empty()) {
        return noRecords(file, summary->workloads.front().name);
    }
    return summary;
}

fs::path folderOf(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

}  // namespace

Result<RunSummary> readResults(const fs::path& input, const Amend& amend) {
    try {
        if (fs::is_directory(input)) {
            return readFolder(input, "", amend);
        }
        if (const std::string workload = workloadOfJournal(input); !workload.empty()) {
            return readFolder(folderOf(input), workload, amend);
        }
        return input.filename() == kSummaryPartName && fs::exists(input)
                   ? readFolder(folderOf(input), "", amend)
                   : readSummaryAlone(input, amend);
    } catch (const fs::filesystem_error& error) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: {}", input.string(), error.code().message()));
    }
}

}  // namespace sagebench
