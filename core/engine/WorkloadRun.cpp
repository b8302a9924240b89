// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/WorkloadRun.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/DatasetUse.h"
#include "record/ResultsFolder.h"
#include "telemetry/FigureSamples.h"

namespace sagebench {
namespace {

/// Prompts whose lengths are tried before the run.
constexpr std::uint64_t kTriedPrompts = 2048;

std::vector<PromptAsk> firstAsks(const Schedule& schedule) {
    std::vector<PromptAsk> asks;
    const std::uint64_t count = std::min(schedule.starts().value_or(kTriedPrompts), kTriedPrompts);
    for (std::uint64_t i = 0; i < count; ++i) {
        const ScheduledRequest request = schedule.start(i);
        asks.push_back({request.index, request.promptTokens, request.seed, request.row, 0});
    }
    return asks;
}

/// A warm-up must leave nothing in a cache that measured requests find.
WorkloadSpec warmupSpecOf(WorkloadSpec spec) {
    spec.prefix = {};
    spec.dataset = {};
    spec.turns = 1;
    spec.samePrompt = false;
    return spec;
}

/// The columns live as long as the data set.
std::shared_ptr<const RecordedRequests> rowsOf(const std::shared_ptr<const Dataset>& dataset) {
    return dataset ? std::shared_ptr<const RecordedRequests>(dataset, &dataset->requests())
                   : nullptr;
}

}  // namespace

WorkloadRun::WorkloadRun(Shared shared, int index, std::shared_ptr<const Dataset> dataset)
    : shared_(shared),
      spec_(shared.run.plan.workloads[static_cast<std::size_t>(index)]),
      snapshots_(spec_.name, index, static_cast<int>(shared.run.plan.workloads.size())),
      dataset_(std::move(dataset)),
      warmupSpec_(warmupSpecOf(spec_)),
      warmupSchedule_(warmupSchedule(spec_, shared.run.seed, rowsOf(dataset_).get())),
      schedule_(measuredSchedule(spec_, shared.run.seed, shared.run.plan.shard, rowsOf(dataset_))) {
    if (!shared.observer.wantsRequests()) {
        snapshots_.leaveRequestsOut();
    }
    context_.spec = spec_;
    context_.slo = shared.run.plan.slo;
    context_.t0UnixNanos = shared.run.t0UnixNanos;
    context_.seed = shared.run.seed;
    context_.difference = shared.run.plan.difference;
    context_.calibration = shared.run.calibration;
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
    snapshots_.beginPhase(phase, schedule_.total().value_or(0), now);
    shared_.observer.snapshot(snapshots_.take(now));
}

Result<void> WorkloadRun::prepare(std::stop_token stop) {
    if (schedule_.isEmpty() && shared_.run.plan.shard.count == 1) {
        return fail(ErrorKind::Usage,
                    fmt::format("workload \"{}\": no request is due in its time; raise "
                                "--request-rate or --duration",
                                spec_.name));
    }
    shared_.session.beginWorkload();
    announce(RunPhase::Preparing);
    auto warmup = preparePrompts(warmupSpec_, shared_.run.seed, firstAsks(warmupSchedule_), nullptr,
                                 shared_.fitter, stop);
    if (!warmup) {
        return tl::unexpected(warmup.error());
    }
    auto measured = preparePrompts(spec_, shared_.run.seed, firstAsks(schedule_), dataset_.get(),
                                   shared_.fitter, stop);
    if (!measured) {
        return tl::unexpected(measured.error());
    }
    warmupPrompts_ = std::move(*warmup);
    prompts_ = std::move(*measured);
    return {};
}

/// After the run: a prompt that was made late may have been inexact too.
void WorkloadRun::describePrompts() {
    context_.sharedPromptTokens = shared_.fitter.sharedTokens();
    context_.promptLengthsApproximate = prompts_->approximate();
    context_.warnings = prompts_->warnings();
    if (dataset_) {
        const auto warnings = dataset_->warnings();
        context_.warnings.insert(context_.warnings.end(), warnings.begin(), warnings.end());
    }
}

void WorkloadRun::describeDatasetUse(const std::vector<RequestRecord>& records) {
    if (dataset_) {
        const auto warnings = datasetUseWarnings(spec_, dataset_->requests(), records);
        context_.warnings.insert(context_.warnings.end(), warnings.begin(), warnings.end());
    }
}

LoadOptions WorkloadRun::options(Phase phase) const {
    return {phase, shared_.run.plan.timeout, shared_.run.plan.output.saveTexts};
}

Result<void> WorkloadRun::warmUp(ResultsRecorder& recorder, std::stop_token stop) {
    if (warmupSchedule_.isEmpty()) {
        return {};
    }
    recorder.expect(RunPhase::Warmup, warmupSchedule_);
    const auto outcome = generateLoad(shared_.session, warmupSchedule_, *warmupPrompts_,
                                      options(Phase::Warmup), recorder, stop);
    return outcome ? Result<void>() : tl::unexpected(outcome.error());
}

Result<void> WorkloadRun::measure(ResultsRecorder& recorder, std::stop_token stop) {
    shared_.session.beginWindow();
    const auto beginTelemetry = [this, stop] {
        window_.reset();
        window_ = std::make_unique<WindowTelemetry>(shared_.session, stop);
    };
    beginTelemetry();
    recorder.expect(RunPhase::Running, schedule_, beginTelemetry);
    const auto outcome = generateLoad(shared_.session, schedule_, *prompts_,
                                      options(Phase::Measured), recorder, stop);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    recorder.flush();
    samples_ = window_->finish(context_);
    describePrompts();
    describeOutcome(*outcome);
    return {};
}

void WorkloadRun::describeOutcome(const LoadOutcome& outcome) {
    context_.client = outcome.client;
    samples_.insert(samples_.end(), outcome.samples.begin(), outcome.samples.end());
    context_.interrupted = outcome.interrupted || outcome.error;
    if (outcome.turnsNotSent > 0) {
        context_.warnings.push_back(
            fmt::format("{} requests of conversations were not sent: an earlier turn had failed",
                        outcome.turnsNotSent));
    }
    ioError_ = outcome.error;
}

Result<std::shared_ptr<const WorkloadResult>> WorkloadRun::conclude(ResultsRecorder& recorder,
                                                                    JournalWriter& journal,
                                                                    TelemetryFile& telemetry) {
    snapshots_.enterPhase(RunPhase::Finishing);
    shared_.observer.snapshot(snapshots_.take(shared_.session.clock().now()));
    const auto unwritten = finishFiles(recorder, journal, telemetry);
    ioError_ = ioError_ ? ioError_ : unwritten;
    auto result = std::make_shared<WorkloadResult>();
    result->spec = spec_;
    result->records = recorder.takeRecords();
    describeDatasetUse(result->records);
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
