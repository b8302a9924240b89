// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/RunExecutor.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <exception>
#include <filesystem>
#include <limits>
#include <random>

#include "base/Hash.h"
#include "base/Version.h"
#include "engine/TelemetryFile.h"
#include "engine/WorkloadRun.h"
#include "plan/PlanFile.h"
#include "record/CalibrationStore.h"
#include "record/ResultsFolder.h"
#include "schedule/Schedule.h"
#include "telemetry/MachineInfo.h"

namespace sagebench {
namespace {

std::uint64_t drawSeed() {
    std::random_device device;
    // 53 bits: every JSON reader takes such a number exactly.
    return (static_cast<std::uint64_t>(device()) << 32 | device()) >> 11;
}

/// The most that any request has; absent: texts whose tokens nobody has counted.
std::optional<std::int64_t> mostOf(const TokenLengths& said,
                                   const std::vector<std::int32_t>* column) {
    if (!said.isUnset() || !column) {
        return said.most();
    }
    const auto most = std::ranges::max_element(*column);
    return most != column->end() && std::ranges::find(*column, 0) == column->end()
               ? std::optional<std::int64_t>(*most)
               : std::nullopt;
}

int boundedInt(std::int64_t value) {
    return static_cast<int>(std::min<std::int64_t>(value, std::numeric_limits<int>::max()));
}

/// Tokens of prompt and answer, all turns together; absent: unknown.
std::optional<std::int64_t> longestRequest(const WorkloadSpec& spec, const RecordedRequests* rows) {
    const auto prompt = mostOf(spec.promptTokens, rows ? &rows->promptTokens : nullptr);
    const auto output = mostOf(spec.outputTokens, rows ? &rows->outputTokens : nullptr);
    return prompt && output ? std::optional((*prompt + *output) * spec.turns) : std::nullopt;
}

/// A text's own lengths are not known; a trace without times can't be replayed.
Result<void> checkDataset(const WorkloadSpec& spec, const Dataset& dataset) {
    const RecordedRequests& rows = dataset.requests();
    const bool trace = isTrace(dataset.format());
    const auto complain = [&](std::string message) {
        return fail(ErrorKind::Usage, fmt::format("workload \"{}\": {}", spec.name, message));
    };
    if (spec.arrival.process == ArrivalProcess::Trace && rows.atNanos.empty()) {
        return complain(fmt::format("{} ({}) has no times to replay; choose another --arrival",
                                    spec.dataset.path, toString(dataset.format())));
    }
    if (!trace && !spec.promptTokens.isUnset()) {
        return complain(fmt::format(
            "--input-tokens: the prompts of {} are texts of their own length", spec.dataset.path));
    }
    const auto unknown = std::ranges::find(rows.outputTokens, 0);
    if (spec.outputTokens.isUnset() &&
        (rows.outputTokens.empty() || unknown != rows.outputTokens.end())) {
        return complain(fmt::format("{} does not say how long each answer is; give --output-tokens",
                                    spec.dataset.path));
    }
    return {};
}

std::string runId(std::int64_t t0UnixNanos, std::uint64_t seed, const std::string& hash) {
    const auto draw = hash64(seed, static_cast<std::uint64_t>(t0UnixNanos), hashName(hash));
    return fmt::format("{:%Y%m%dT%H%M%SZ}-{:06x}",
                       fmt::gmtime(static_cast<std::time_t>(t0UnixNanos / 1'000'000'000)),
                       draw & 0xffffff);
}

/// In this process nothing lies between engine and clock. What can't be read must not keep anyone
/// from measuring.
void addCalibration(RunInfo& info, const std::vector<CalibrationPoint>& before) {
    if (info.engine.endpoint.empty()) {
        return;
    }
    auto kept = CalibrationStore().read();
    if (!kept) {
        info.engine.warnings.push_back(
            fmt::format("the client's error is not told: {}", kept.error().message));
        kept.emplace();
    }
    info.calibration = calibrationOf(*kept, info.environment, info.toolVersion);
    info.calibration->before = before;
    info.calibration->overTls = info.engine.endpoint.starts_with("https");
}

}  // namespace

RunExecutor::RunExecutor(RunPlan plan, Secret key, std::string command, RunObserver& observer)
    : plan_(std::move(plan)),
      key_(std::move(key)),
      command_(std::move(command)),
      observer_(observer) {
    if (!plan_.seed) {
        plan_.seed = drawSeed();
    }
}

RunExecutor::~RunExecutor() = default;

Result<RunResult> RunExecutor::run(std::stop_token stop) {
    announceConnecting();
    if (auto read = openDatasets(stop); !read) {
        return tl::unexpected(read.error());
    }
    if (auto opened = openSession(stop); !opened) {
        return tl::unexpected(opened.error());
    }
    RunResult result;
    result.run = describeRun();
    PromptFitter fitter(session_->tokenCounter());
    const int count = static_cast<int>(plan_.workloads.size());
    for (int i = 0; i < count && !stop.stop_requested(); ++i) {
        WorkloadRun workload({*session_, result.run, fitter, observer_}, i,
                             datasets_[static_cast<std::size_t>(i)]);
        auto measured = runWorkload(workload, result.run, stop);
        if (!measured && result.workloads.empty()) {
            return tl::unexpected(measured.error());
        }
        if (!measured && measured.error().kind != ErrorKind::Cancelled) {
            result.failure = measured.error();
        }
        if (!measured) {
            break;
        }
        result.workloads.push_back(*measured);
        observer_.workloadFinished(*measured);
        if (workload.ioError()) {
            result.failure = workload.ioError();
            break;
        }
    }
    if (result.workloads.empty()) {
        return fail(ErrorKind::Cancelled, "stopped before anything was measured");
    }
    result.interrupted = stop.stop_requested();
    return result;
}

Result<std::shared_ptr<const WorkloadResult>> RunExecutor::runWorkload(WorkloadRun& workload,
                                                                       const RunInfo& info,
                                                                       std::stop_token stop) try {
    if (auto prepared = workload.prepare(stop); !prepared) {
        return tl::unexpected(prepared.error());
    }
    if (auto opened = openResults(info); !opened) {
        return tl::unexpected(opened.error());
    }
    return workload.run(*telemetry_, stop);
} catch (const std::exception& error) {
    return fail(ErrorKind::Run, fmt::format("the run broke off: {}", error.what()));
}

/// Once, when the first workload is ready: until then earlier results stay where they are.
Result<void> RunExecutor::openResults(const RunInfo& info) {
    if (telemetry_) {
        return {};
    }
    if (auto prepared = prepareResultsFolder(plan_.output.folder); !prepared) {
        return prepared;
    }
    auto telemetry = TelemetryFile::open(telemetryPath(plan_.output.folder));
    if (!telemetry) {
        return tl::unexpected(telemetry.error());
    }
    telemetry_ = std::make_unique<TelemetryFile>(std::move(*telemetry));
    observer_.started(info);
    return {};
}

void RunExecutor::announceConnecting() {
    auto snapshot = std::make_shared<RunSnapshot>();
    snapshot->phase = RunPhase::Connecting;
    snapshot->workloadCount = static_cast<int>(plan_.workloads.size());
    observer_.snapshot(std::move(snapshot));
}

/// Before anything is connected to: a bad file costs nobody a model load.
Result<void> RunExecutor::openDatasets(std::stop_token stop) {
    for (const WorkloadSpec& spec : plan_.workloads) {
        datasets_.emplace_back();
        if (!spec.dataset.used()) {
            continue;
        }
        auto opened = Dataset::open(spec.dataset, stop);
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        if (auto fits = checkDataset(spec, **opened); !fits) {
            return fits;
        }
        datasets_.back() = std::move(*opened);
    }
    return {};
}

RunExecutor::Extent RunExecutor::extent() const {
    Extent extent;
    bool known = true;
    for (std::size_t i = 0; i < plan_.workloads.size(); ++i) {
        const WorkloadSpec& spec = plan_.workloads[i];
        const RecordedRequests* rows = datasets_[i] ? &datasets_[i]->requests() : nullptr;
        extent.inFlight = std::max(extent.inFlight, expectedSlots(spec, rows));
        const auto longest = longestRequest(spec, rows);
        known = known && longest;
        extent.longestRequest = std::max(extent.longestRequest, boundedInt(longest.value_or(0)));
    }
    if (!known) {
        extent.longestRequest = 0;
    }
    return extent;
}

Result<void> RunExecutor::openSession(std::stop_token stop) {
    const Extent most = extent();
    const auto backend = findBackend(plan_.backend.id);
    if (!backend) {
        return tl::unexpected(backend.error());
    }
    auto options = OptionValues::resolve((*backend)->describe(), plan_.backend.options);
    if (!options) {
        return tl::unexpected(options.error());
    }
    const SessionConfig config{.spec = plan_.backend,
                               .options = std::move(*options),
                               .key = key_,
                               .seed = *plan_.seed,
                               .timeout = plan_.timeout,
                               .maxInFlight = most.inFlight,
                               .longestRequest = most.longestRequest,
                               .keepTexts = plan_.output.saveTexts};
    auto session = (*backend)->open(config, stop);
    if (!session) {
        return tl::unexpected(session.error());
    }
    session_ = std::move(*session);
    return {};
}

RunInfo RunExecutor::describeRun() const {
    RunInfo info;
    info.plan = plan_;
    info.planHash = planHash(plan_);
    info.seed = *plan_.seed;
    info.t0UnixNanos = session_->clock().t0UnixNanos();
    info.t0SteadyNanos = session_->clock().t0SteadyNanos();
    info.id = runId(info.t0UnixNanos, info.seed, info.planHash);
    info.engine = session_->info();
    info.environment = readEnvironment();
    info.toolVersion = std::string(toolVersion());
    info.command = command_;
    if (!calibrating_) {
        addCalibration(info, calibrated_);
    }
    return info;
}

}  // namespace sagebench
