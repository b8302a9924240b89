// SPDX-License-Identifier: GPL-3.0-or-later
#include "TrafficResolution.h"

#include <fmt/format.h>

#include <filesystem>

#include "Given.h"
#include "plan/PlanFile.h"

namespace sagebench::app {
namespace {

/// What the options mean where --arrival is not among them: a workload that has what they are about
/// already keeps its process.
ArrivalProcess impliedArrival(ArrivalProcess own, const TrafficOptions& t) {
    const bool hasRate = own != ArrivalProcess::Closed && own != ArrivalProcess::Trace;
    if (t.burstiness) {
        return ArrivalProcess::Gamma;
    }
    if (t.requestRate && !hasRate) {
        return ArrivalProcess::Poisson;
    }
    return t.timeScale ? ArrivalProcess::Trace : own;
}

/// Without what means nothing to the new process.
ArrivalSpec changedTo(ArrivalProcess process, const ArrivalSpec& before) {
    ArrivalSpec arrival = before;
    arrival.process = process;
    if (process != ArrivalProcess::Gamma) {
        arrival.burstiness = 1;
    }
    const bool newKind = arrival.isOpen() != before.isOpen();
    if (newKind || process == ArrivalProcess::Trace) {
        arrival.rate = 0;
        arrival.ramp = LoadRamp{};
    }
    if (newKind) {
        arrival.burstEvery = Nanos::zero();
        arrival.maxInFlight.reset();
    }
    return arrival;
}

void overrideArrival(ArrivalSpec& arrival, const TrafficOptions& t) {
    arrival = changedTo(t.arrival.value_or(impliedArrival(arrival.process, t)), arrival);
    if (t.requestRate) {
        arrival.rate = *t.requestRate;
        arrival.ramp = LoadRamp{};
    }
    if (t.ramp) {
        arrival.ramp = *t.ramp;
        arrival.rate = 0;
    }
    assignIfGiven(arrival.burstiness, t.burstiness);
    assignIfGiven(arrival.burstEvery, t.burstEvery);
    if (t.maxInFlight) {
        arrival.maxInFlight = t.maxInFlight;
    }
}

void overrideDataset(DatasetSpec& dataset, const TrafficOptions& t) {
    if (t.dataset && *t.dataset != dataset.path) {
        dataset = DatasetSpec{};
    }
    assignIfGiven(dataset.path, t.dataset);
    assignIfGiven(dataset.format, t.datasetFormat);
    assignIfGiven(dataset.timeScale, t.timeScale);
    assignIfGiven(dataset.lengthScale, t.lengthScale);
    assignIfGiven(dataset.from, t.traceFrom);
    assignIfGiven(dataset.length, t.traceLength);
    assignIfGiven(dataset.limit, t.limit);
    assignIfGiven(dataset.maxInputTokens, t.maxInputTokens);
    assignIfGiven(dataset.blockTokens, t.blockTokens);
    assignIfGiven(dataset.timeUnit, t.timeUnit);
}

/// The first option that only means something for a data set.
const char* datasetOption(const TrafficOptions& t) {
    const std::pair<bool, const char*> given[] = {
        {t.datasetFormat.has_value(), "--dataset-format"},
        {t.timeScale.has_value(), "--time-scale"},
        {t.lengthScale.has_value(), "--length-scale"},
        {t.traceFrom.has_value(), "--trace-from"},
        {t.traceLength.has_value(), "--trace-length"},
        {t.limit.has_value(), "--limit"},
        {t.maxInputTokens.has_value(), "--max-input-tokens"},
        {t.blockTokens.has_value(), "--trace-block-tokens"},
        {t.timeUnit.has_value(), "--trace-time-unit"}};
    for (const auto& [isGiven, name] : given) {
        if (isGiven) {
            return name;
        }
    }
    return nullptr;
}

Result<void> checkTogether(const WorkloadSpec& workload, const RunOptions& options) {
    const char* needsDataset = datasetOption(options.traffic);
    if (needsDataset && !workload.dataset.used()) {
        return fail(ErrorKind::Usage,
                    fmt::format("{}: there is no data set; give one with --dataset", needsDataset));
    }
    if (options.traffic.ramp && (options.traffic.requestRate || options.concurrency)) {
        return fail(ErrorKind::Usage,
                    fmt::format("--ramp and {}: the ramp says it; leave one out",
                                options.concurrency ? "--concurrency" : "--request-rate"));
    }
    if (options.traffic.grace && workload.duration == Nanos::zero()) {
        return fail(ErrorKind::Usage,
                    "--grace: it follows a --duration; without one every answer is waited for");
    }
    if (workload.arrival.isOpen() && options.concurrency) {
        return fail(ErrorKind::Usage,
                    fmt::format("--concurrency: {} arrivals go by the clock, not by what is in "
                                "flight; cap them with --max-in-flight",
                                toString(workload.arrival.process)));
    }
    if (!workload.arrival.isOpen() && options.traffic.maxInFlight) {
        return fail(ErrorKind::Usage,
                    "--max-in-flight: a closed loop has its --concurrency; or choose an open "
                    "--arrival");
    }
    return {};
}

}  // namespace

Result<void> overrideWorkload(WorkloadSpec& workload, const RunOptions& options) {
    const TrafficOptions& t = options.traffic;
    if (t.duration || t.dataset) {
        workload.numRequests = 0;
    }
    if (t.dataset) {
        workload.promptTokens = {};
        workload.outputTokens = {};
    }
    assignIfGiven(workload.numRequests, options.numRequests);
    assignIfGiven(workload.promptTokens, options.promptTokens);
    assignIfGiven(workload.outputTokens, options.outputTokens);
    assignIfGiven(workload.warmup, options.warmup);
    if (options.concurrency) {
        workload.concurrency = options.concurrency->limit;
    }
    overrideArrival(workload.arrival, t);
    overrideDataset(workload.dataset, t);
    assignIfGiven(workload.thinkTime, t.thinkTime);
    assignIfGiven(workload.duration, t.duration);
    assignIfGiven(workload.warmupTime, t.warmupTime);
    if (options.warmup == 0) {
        workload.warmupTime = Nanos::zero();
    }
    assignIfGiven(workload.cooldown, t.cooldown);
    assignIfGiven(workload.grace, t.grace);
    assignIfGiven(workload.turns, t.turns);
    assignIfGiven(workload.prefix, t.prefix);
    return checkTogether(workload, options);
}

WorkloadSpec datasetWorkload(const std::string& path) {
    WorkloadSpec workload;
    workload.name = std::filesystem::path(path).stem().string().substr(0, 64);
    for (char& c : workload.name) {
        const std::string one(1, c);
        c = c != '.' && isWorkloadName(one) ? c : '_';
    }
    if (!isWorkloadName(workload.name)) {
        workload.name = "dataset";
    }
    return workload;
}

}  // namespace sagebench::app
