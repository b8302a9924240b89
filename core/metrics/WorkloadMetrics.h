// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/Result.h"
#include "metrics/ClientError.h"
#include "metrics/ConfidenceInterval.h"
#include "metrics/Distribution.h"
#include "metrics/SloJudgement.h"
#include "metrics/Validity.h"
#include "plan/RunPlan.h"
#include "record/EngineFigures.h"
#include "record/RecordSource.h"
#include "record/RunInfo.h"
#include "record/WorkloadContext.h"

namespace sagebench {

enum class ItlBasis { Token, Usage, Chunk };

/// By the key of the figure in <workload>_metrics.json; what is absent is not known.
using ConfidenceIntervals = std::map<std::string, ConfidenceInterval, std::less<>>;

/// Every figure of one workload; definitions in docs/METRICS.md. Latencies in ms. Absent: unknown.
struct WorkloadMetrics {
    std::string name;
    Distribution ttft, tpot, itl, icl, e2el, ttftScheduled, e2elScheduled, sendLag;
    std::optional<double> avgTbtMs;
    std::optional<double> avgThroughputTps;  ///< mean of per-request throughput
    MemoryFigures memory;
    EngineFigures engine;
    std::uint64_t totalRequests = 0;  ///< successful + failed
    std::uint64_t successfulRequests = 0;
    std::uint64_t failedRequests = 0;
    std::optional<std::uint64_t> cancelledRequests;
    std::optional<double> errorRate;           ///< failed / total, 0..1
    std::optional<double> durationSeconds;     ///< first sent to last finished
    std::optional<double> startTime, endTime;  ///< Unix seconds
    std::optional<double> requestThroughputRps, inputThroughputTps, outputThroughputTps,
        totalThroughputTps;
    std::optional<std::uint64_t> totalInputTokens, totalOutputTokens;
    std::optional<double> goodputRps, goodputFraction;  ///< absent without SLOs on each request
    std::vector<SloResult> slos;                        ///< in order of the plan
    std::optional<bool> sloMet;                         ///< all of them; absent without any
    std::map<std::string, std::uint64_t> errorsByCategory;
    std::map<std::string, std::vector<std::string>>
        firstErrors;  ///< by category, at most 3 messages
    std::optional<std::uint64_t> reconnects;
    std::optional<double> meanInFlight;
    std::optional<std::uint64_t> peakInFlight;
    std::optional<double> coalescedFraction;
    std::optional<std::string> stampSource;      ///< "kernel", "user" or "mixed"
    std::optional<std::string> tokenCountBasis;  ///< "usage", "chunks" or "mixed"
    std::optional<ItlBasis> itlBasis;
    // Over the successful requests: of those whose length was asked for and told, and of all that
    // tell.
    std::optional<double> avgPromptTokensAsked, avgPromptTokens, avgOutputTokensAsked,
        avgOutputTokens;
    std::optional<double> cachedPromptFraction;  ///< cached / prompt tokens as records tell
    std::optional<double> peakEventsPerSecond;   ///< content chunks within the busiest second
    std::optional<ClientError> clientError;      ///< absent: nothing is known of calibrations
    Validity validity;
    ClientFigures client;  ///< what it is judged by
    std::vector<std::string> warnings;
    ConfidenceIntervals ci95;  ///< of the headline figures (HeadlineFigures.h)
    bool interrupted = false;  ///< stopped early, or read from an unfinished journal
};

/// Pure. Warm-up records are skipped. Errors: those of the source.
Result<WorkloadMetrics> computeMetrics(const WorkloadContext& context, const RecordSource& records);

struct RunSummary {
    RunInfo run;
    bool hasRun = true;                      ///< false: read from a file of the first contract
    std::vector<WorkloadMetrics> workloads;  ///< in order of the plan
    bool incomplete = false;                 ///< read from an unfinished run
};

}  // namespace sagebench
