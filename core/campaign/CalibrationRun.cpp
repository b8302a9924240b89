// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CalibrationRun.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <system_error>
#include <utility>

#include "base/Files.h"
#include "base/Version.h"
#include "campaign/CalibrationReport.h"
#include "campaign/TruthMatch.h"
#include "record/ResultsFolder.h"
#include "report/ResultWriter.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Empty: there is no folder for temporary files.
fs::path newScratchFolder() {
    std::error_code none;
    const fs::path temporary = fs::temp_directory_path(none);
    std::random_device device;
    return none ? fs::path()
                : temporary / fmt::format("sagellm-calibration-{:08x}{:08x}", device(), device());
}

std::int64_t unixSeconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// The error at one workload of the run.
CalibrationPoint pointOf(const WorkloadResult& workload, std::span<const RequestTruth> truths,
                         const RunInfo& run) {
    const WorkloadMetrics& m = workload.metrics;
    CalibrationPoint point;
    point.measuredAt = unixSeconds();
    point.verdict = m.validity.verdict;
    point.strain = {m.peakInFlight.value_or(0), m.peakEventsPerSecond.value_or(0)};
    TruthMatch match(truths, run.t0SteadyNanos.value_or(0));
    for (const RequestRecord& record : workload.records) {
        match.add(record);
    }
    point.matched = match.matched();
    point.unmatched = match.unmatched();
    point.errors = match.errors();
    return point;
}

}  // namespace

CalibrationRun::CalibrationRun(CalibrationSpec spec, fs::path program, Environment machine)
    : program_(std::move(program)), scratch_(newScratchFolder()) {
    outcome_.spec = std::move(spec);
    outcome_.entry.machine = std::move(machine);
    outcome_.entry.toolVersion = std::string(toolVersion());
    outcome_.entry.shape = loadShape(outcome_.spec);
}

CalibrationRun::~CalibrationRun() {
    endServer();
    std::error_code ignored;
    fs::remove_all(scratch_, ignored);
}

Result<void> CalibrationRun::begin() {
    if (scratch_.empty()) {
        return sagebench::fail(ErrorKind::Input,
                               "there is no folder for temporary files; let TMPDIR name one");
    }
    if (auto made = ensureWritableFolder(scratch_); !made) {
        return made;
    }
    return outcome_.spec.folder.empty() ? Result<void>()
                                        : prepareResultsFolder(outcome_.spec.folder);
}

std::optional<CalibrationStep> CalibrationRun::plannedStep() const {
    if (outcome_.interrupted || outcome_.failure) {
        return std::nullopt;
    }
    if (outcome_.steps.empty()) {
        const bool standard = outcome_.spec.workloads.empty();
        CalibrationStep first;
        first.label = standard ? fmt::format("burst-{}", kStandardStreams) : "load";
        first.plan.workloads = standard ? std::vector{burstOf(kStandardStreams, kStandardTokens)}
                                        : outcome_.spec.workloads;
        return first;
    }
    const auto streams = outcome_.spec.search ? search_.next() : std::nullopt;
    return streams ? std::optional(searchStep(*streams)) : std::nullopt;
}

CalibrationStep CalibrationRun::searchStep(int streams) const {
    CalibrationStep step;
    step.streams = streams;
    step.label = fmt::format("search-{}", streams);
    step.plan.workloads = {burstOf(streams, kSearchTokens)};
    return step;
}

Result<const CalibrationStep*> CalibrationRun::next() {
    step_ = plannedStep();
    if (!step_) {
        return nullptr;
    }
    stepStart_ = Clock::now();
    step_->number = static_cast<int>(outcome_.steps.size()) + 1;
    step_->load = loadInWords(step_->plan.workloads);
    if (outcome_.spec.search) {
        step_->folder = fmt::format("runs/{:03}-{}", step_->number, step_->label);
    }
    std::error_code ignored;
    fs::remove_all(scratch_ / "run", ignored);
    if (auto started = startServer(); !started) {
        breakOff(started.error());
        return tl::unexpected(started.error());
    }
    step_->plan = calibrationPlan(outcome_.spec, std::move(step_->plan.workloads),
                                  server_->baseUrl(), folderOf(*step_));
    return &*step_;
}

fs::path CalibrationRun::folderOf(const CalibrationStep& step) const {
    return outcome_.spec.folder.empty() ? scratch_ / "run" : outcome_.spec.folder / step.folder;
}

Result<void> CalibrationRun::startServer() {
    // One that shares a core with the client wakes it there, and then holds it up.
    serverCore_.emplace();
    auto started = ReferenceProcess::start(
        {program_, scratch_ / "truth.jsonl", outcome_.spec.pace, serverCore_->core()});
    if (!started) {
        return tl::unexpected(started.error());
    }
    server_ = std::move(*started);
    return {};
}

void CalibrationRun::endServer() {
    server_.reset();
    serverCore_.reset();
}

CampaignProgress CalibrationRun::progress() const {
    const int done = static_cast<int>(outcome_.steps.size());
    const int first = done == 0 ? 1 : 0;
    return {done, first + (outcome_.spec.search ? search_.left() : 0)};
}

Result<std::vector<RequestTruth>> CalibrationRun::takeTruths() {
    auto truths = server_->stop();
    endServer();
    return truths;
}

Result<void> CalibrationRun::add(const RunResult& result) {
    lastCount_ = 0;
    const auto truths = takeTruths();
    if (result.interrupted) {
        stop();
    }
    Result<void> done = truths ? keepRaw(result) : tl::unexpected(truths.error());
    if (done && result.failure) {
        done = tl::unexpected(*result.failure);
    }
    if (done) {
        take(judged(result, *truths));
        return {};
    }
    breakOff(done.error());
    return done;
}

Result<void> CalibrationRun::keepRaw(const RunResult& result) {
    if (outcome_.spec.folder.empty()) {
        return {};
    }
    const fs::path folder = folderOf(*step_);
    const auto written = writeResults(folder, result.summary(), recordsIn(result.workloads));
    if (!written) {
        return tl::unexpected(written.error());
    }
    std::error_code error;
    fs::copy_file(scratch_ / "truth.jsonl", folder / "truth.jsonl",
                  fs::copy_options::overwrite_existing, error);
    return error ? sagebench::fail(
                       ErrorKind::Io,
                       fmt::format("{}: {}", (folder / "truth.jsonl").string(), error.message()))
                 : Result<void>();
}

std::vector<CalibrationStepResult> CalibrationRun::judged(
    const RunResult& result, std::span<const RequestTruth> truths) const {
    const auto late = departureLatenessP99(truths, outcome_.spec.pace);
    const bool ownLoad = !outcome_.spec.workloads.empty();
    std::vector<CalibrationStepResult> all;
    for (std::size_t i = 0; i < result.workloads.size(); ++i) {
        const WorkloadSpec& spec = step_->plan.workloads[i];
        CalibrationStepResult out;
        out.label = ownLoad ? spec.name : step_->label;
        out.folder = step_->folder;
        out.streams = step_->streams;
        out.point = pointOf(*result.workloads[i], truths, result.run);
        out.point.load = loadInWords({spec});
        out.reasons = result.workloads[i]->metrics.validity.reasons;
        out.within1Ms = isWithin1Ms(out.point);
        out.serverLate = late;
        out.serverBehind = late && *late > outcome_.spec.pace.gap;
        all.push_back(std::move(out));
    }
    return all;
}

std::span<const CalibrationStepResult> CalibrationRun::lastResults() const {
    return std::span(outcome_.steps).last(lastCount_);
}

void CalibrationRun::take(std::vector<CalibrationStepResult> results) {
    stepTimes_.push_back(Clock::now() - stepStart_);
    lastCount_ = results.size();
    std::ranges::move(results, std::back_inserter(outcome_.steps));
    outcome_.entry.points = pointsOf(outcome_.steps);
    for (const CalibrationStepResult& taken : lastResults()) {
        outcome_.entry.measuredAt = taken.point.measuredAt;
        if (outcome_.interrupted || outcome_.failure) {
            continue;
        }
        if (taken.point.matched == 0) {
            fail({ErrorKind::Run, fmt::format("{}: no request of {} could be compared with the "
                                              "reference server's log",
                                              taken.label, taken.point.unmatched)});
        } else if (taken.streams) {
            addToSearch(taken);
        }
    }
}

void CalibrationRun::addToSearch(const CalibrationStepResult& result) {
    search_.add(result.within1Ms, result.serverBehind);
    if (!search_.next()) {
        takeSearchEnd();
    }
}

void CalibrationRun::takeSearchEnd() {
    outcome_.searchNote = search_.note();
    outcome_.entry.within1Ms = measurableRate(outcome_.steps, search_.endedAtLeast());
}

void CalibrationRun::fail(const Error& error) {
    endServer();
    const bool searching = !outcome_.steps.empty() && step_ && step_->streams;
    const bool found = measurableRate(outcome_.steps, true).has_value();
    if (error.kind == ErrorKind::Cancelled) {
        stop();
    } else if (searching && found) {
        search_.giveUp(error.message);
        takeSearchEnd();
    } else {
        breakOff(error);
    }
}

void CalibrationRun::breakOff(const Error& error) {
    endServer();
    outcome_.failure = outcome_.failure ? outcome_.failure : error;
}

Result<void> CalibrationRun::finish() {
    if (outcome_.spec.folder.empty() || outcome_.steps.empty()) {
        return {};
    }
    return writeFileAtomically(outcome_.spec.folder / "calibration.json",
                               calibrationJson(outcome_));
}

}  // namespace sagebench
