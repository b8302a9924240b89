// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/WorkloadRun.h"

#include <utility>

#include "engine/WindowTelemetry.h"
#include "record/ResultsFolder.h"
#include "telemetry/FigureSamples.h"

namespace sagebench {
namespace {

std::vector<PromptAsk> promptsOf(const Schedule& schedule) {
    std::vector<PromptAsk> asked;
    asked.reserve(schedule.requests.size());
    for (const ScheduledRequest& request : schedule.requests) {
        asked.push_back({request.index, request.promptTokens, request.seed});
    }
    return asked;
}

}  // namespace

WorkloadRun::WorkloadRun(Shared shared, int index)
    : shared_(shared),
      spec_(shared.run.plan.workloads[static_cast<std::size_t>(index)]),
      snapshots_(spec_.name, index, static_cast<int>(shared.run.plan.workloads.size())),
      warmupSchedule_(warmupSchedule(spec_, shared.run.seed)),
      schedule_(measuredSchedule(spec_, shared.run.seed, shared.run.plan.shard)) {
    context_.spec = spec_;
    context_.slo = shared.run.plan.slo;
    context_.t0UnixNanos = shared.run.t0UnixNanos;
}

Result<std::shared_ptr<const WorkloadResult>> WorkloadRun::run(TelemetryFile& telemetry,
                                                               std::stop_token stop) {
    auto journal = JournalWriter::open(journalPath(shared_.run.plan.output.folder, spec_.name),
                                       shared_.run.id);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    ResultsRecorder recorder(*journal, snapshots_, shared_.observer);
    if (auto warm = warmUp(recorder, stop); !warm) {
        return tl::unexpected(warm.error());
    }
    if (auto measured = measure(recorder, stop); !measured) {
        return tl::unexpected(measured.error());
    }
    return conclude(recorder, *journal, telemetry);
}

void WorkloadRun::announce(RunPhase phase) {
    const Nanos now = shared_.session.clock().now();
    snapshots_.beginPhase(phase, schedule_.requests.size(), now);
    shared_.observer.snapshot(snapshots_.take(now));
}

Result<void> WorkloadRun::prepare(std::stop_token stop) {
    shared_.session.beginWorkload();
    announce(RunPhase::Preparing);
    auto warmup = FittedPrompts::fit(promptsOf(warmupSchedule_), false, shared_.fitter, stop);
    if (!warmup) {
        return tl::unexpected(warmup.error());
    }
    auto measured =
        FittedPrompts::fit(promptsOf(schedule_), spec_.samePrompt, shared_.fitter, stop);
    if (!measured) {
        return tl::unexpected(measured.error());
    }
    warmupPrompts_ = std::move(*warmup);
    prompts_ = std::move(*measured);
    context_.sharedPromptTokens = shared_.fitter.sharedTokens();
    context_.promptLengthsApproximate = prompts_->approximate();
    context_.warnings = prompts_->warnings();
    return {};
}

LoadOptions WorkloadRun::options(Phase phase) const {
    return {phase, shared_.run.plan.timeout, shared_.run.plan.output.saveTexts};
}

Result<void> WorkloadRun::warmUp(ResultsRecorder& recorder, std::stop_token stop) {
    if (warmupSchedule_.requests.empty()) {
        return {};
    }
    recorder.expect(RunPhase::Warmup, warmupSchedule_);
    const auto outcome = generateLoad(shared_.session, warmupSchedule_, *warmupPrompts_,
                                      options(Phase::Warmup), recorder, stop);
    return outcome ? Result<void>() : tl::unexpected(outcome.error());
}

Result<void> WorkloadRun::measure(ResultsRecorder& recorder, std::stop_token stop) {
    shared_.session.beginWindow();
    WindowTelemetry telemetry(shared_.session, stop);
    recorder.expect(RunPhase::Running, schedule_);
    const auto outcome = generateLoad(shared_.session, schedule_, *prompts_,
                                      options(Phase::Measured), recorder, stop);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    recorder.flush();
    samples_ = telemetry.finish(context_);
    context_.client.workerBusyFraction = outcome->busiestWorker;
    if (outcome->readBacklogP99) {
        context_.client.readBacklogP99Ms = toMs(*outcome->readBacklogP99);
    }
    context_.interrupted = outcome->interrupted;
    return {};
}

Result<std::shared_ptr<const WorkloadResult>> WorkloadRun::conclude(ResultsRecorder& recorder,
                                                                    JournalWriter& journal,
                                                                    TelemetryFile& telemetry) {
    snapshots_.enterPhase(RunPhase::Finishing);
    shared_.observer.snapshot(snapshots_.take(shared_.session.clock().now()));
    ioError_ = finishFiles(recorder, journal, telemetry);
    auto result = std::make_shared<WorkloadResult>();
    result->spec = spec_;
    result->records = recorder.takeRecords();
    auto metrics = computeMetrics(context_, SpanRecordSource(result->records));
    if (!metrics) {
        return tl::unexpected(metrics.error());
    }
    result->metrics = std::move(*metrics);
    return std::shared_ptr<const WorkloadResult>(std::move(result));
}

std::optional<Error> WorkloadRun::finishFiles(const ResultsRecorder& recorder,
                                              JournalWriter& journal, TelemetryFile& telemetry) {
    const auto figures = toSamples(context_, shared_.session.clock().now());
    samples_.insert(samples_.end(), figures.begin(), figures.end());
    std::optional<Error> error = recorder.error();
    for (const Result<void>& written : {telemetry.append(samples_), journal.finish()}) {
        if (!error && !written) {
            error = written.error();
        }
    }
    return error;
}

}  // namespace sagebench
