// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ImportedResults.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "metrics/DefinedFigures.h"

namespace sagebench {
namespace {

bool isVllm(const ForeignRun& run) {
    return run.format == ForeignFormat::Vllm;
}

std::string whence(const ForeignRun& run) {
    std::string out = run.isOurs ? "imported from our own export in the format of vLLM"
                                 : fmt::format("imported from a result file of {}",
                                               isVllm(run) ? "vLLM" : "SGLang");
    if (!run.backend.empty()) {
        out += fmt::format(", backend {}", run.backend);
    }
    if (!run.model.empty()) {
        out += fmt::format(", model {}", run.model);
    }
    return out;
}

const char* eventsOf(const ForeignRun& run) {
    if (run.isOurs) {
        return "E2EL and TPOT end at the last content; of an answer that was not streamed the file "
               "does not tell when it ended";
    }
    if (isVllm(run)) {
        return "as vLLM has it, TTFT ends at the first chunk with a choice, even an empty one, and "
               "E2EL and TPOT at the last";
    }
    return "E2EL and TPOT end at the last content; the file does not tell when responses ended, "
           "which SGLang's own E2EL is until";
}

const char* gapsOf(const ForeignRun& run) {
    return run.gapsPerToken ? "the gap of a chunk stands evenly spread over its tokens: ITL is as "
                              "SGLang has it, ICL is not known"
                            : "the file does not tell the tokens of a chunk: ITL is the gap "
                              "between chunks (ICL)";
}

std::string clocksOf(const ForeignRun& run) {
    std::string out = run.hasStartTimes
                          ? "the file does not tell when requests were due or when they ended"
                          : "the file does not tell when requests were due, sent or ended";
    out += ": no send lag, nothing from schedule, nothing in flight";
    return out + (run.durationSeconds ? "; throughput is by the duration that it tells"
                                      : " and no throughput");
}

bool hasFailures(const ForeignRun& run) {
    return std::ranges::any_of(run.records, [](const RequestRecord& record) {
        return record.outcome == Outcome::Failed && record.errorCategory == ErrorCategory::None;
    });
}

std::optional<double> perSecond(std::optional<double> count, const std::optional<double>& seconds) {
    return count && seconds.value_or(0) > 0 ? std::optional(*count / *seconds) : std::nullopt;
}

std::optional<double> number(std::optional<std::uint64_t> count) {
    return count ? std::optional(static_cast<double>(*count)) : std::nullopt;
}

/// Throughput is by the duration that the file tells, not by the one that was resampled.
void forgetIntervalsOfRates(ConfidenceIntervals& ci95) {
    for (const char* key : {"request_throughput_rps", "output_throughput_tps"}) {
        ci95.erase(key);
    }
}

void setRates(WorkloadMetrics& m, const ForeignRun& run) {
    forgetIntervalsOfRates(m.ci95);
    m.durationSeconds = run.durationSeconds;
    m.requestThroughputRps = perSecond(number(m.successfulRequests), m.durationSeconds);
    m.inputThroughputTps = perSecond(number(m.totalInputTokens), m.durationSeconds);
    m.outputThroughputTps = perSecond(number(m.totalOutputTokens), m.durationSeconds);
    if (m.inputThroughputTps && m.outputThroughputTps) {
        m.totalThroughputTps = *m.inputThroughputTps + *m.outputThroughputTps;
    }
    if (m.goodputFraction) {
        m.goodputRps =
            perSecond(*m.goodputFraction * static_cast<double>(m.totalRequests), m.durationSeconds);
    }
}

/// A category that is not told is none of ours.
template <class T>
void renameUnknown(std::map<std::string, T>& byCategory) {
    if (auto node = byCategory.extract(std::string(toString(ErrorCategory::None)))) {
        node.key() = "unknown";
        byCategory.insert(std::move(node));
    }
}

/// The file has the verdict alone.
Validity validityOf(const ForeignRun& run) {
    Validity out{run.verdict, {}};
    if (!run.verdict.empty() && run.verdict != "valid") {
        out.reasons.emplace_back("so the imported file says; why, the report of its own run tells");
    }
    return out;
}

/// What computing takes for known, or from stamps that mean something else.
void forgetUnknown(WorkloadMetrics& m, const ForeignRun& run) {
    m.validity = validityOf(run);
    m.cancelledRequests.reset();
    m.reconnects.reset();
    m.tokenCountBasis.reset();
    m.stampSource.reset();
    m.startTime.reset();
    m.endTime.reset();
    m.meanInFlight.reset();
    m.peakInFlight.reset();
    renameUnknown(m.errorsByCategory);
    renameUnknown(m.firstErrors);
    if (run.gapsPerToken) {
        m.icl = {};
        m.coalescedFraction.reset();
    }
}

WorkloadContext contextOf(const ForeignRun& run, const RunPlan& plan) {
    WorkloadContext context;
    context.spec.name = run.name;
    context.slo = plan.slo;
    context.sharedPromptTokens = std::numeric_limits<int>::max();
    context.warnings = importRemarks(run);
    return context;
}

RecordFacts factsOf(const ForeignRun& run) {
    const BenchTool origin = run.isOurs    ? BenchTool::SageBench
                             : isVllm(run) ? BenchTool::Vllm
                                           : BenchTool::Sglang;
    return {origin, run.hasStartTimes, run.gapsPerToken, run.durationSeconds};
}

}  // namespace

std::vector<std::string> importRemarks(const ForeignRun& run) {
    std::vector<std::string> out{whence(run), eventsOf(run), gapsOf(run), clocksOf(run)};
    if (hasFailures(run)) {
        out.emplace_back("the file does not tell of what category failures are");
    }
    return out;
}

Result<RunSummary> importedSummary(const std::vector<ForeignRun>& runs,
                                   const std::function<void(RunPlan&)>& amend) {
    RunSummary out;
    out.hasRun = false;
    if (amend) {
        amend(out.run.plan);
    }
    for (const ForeignRun& run : runs) {
        auto metrics = computeMetrics(contextOf(run, out.run.plan), SpanRecordSource(run.records));
        if (!metrics) {
            return tl::unexpected(metrics.error());
        }
        forgetUnknown(*metrics, run);
        setRates(*metrics, run);
        out.workloads.push_back(*std::move(metrics));
    }
    return out;
}

Result<DefinitionsView> importedDefinitions(const std::vector<ForeignRun>& runs,
                                            const std::vector<BenchTool>& tools) {
    DefinitionsView view{tools, {}};
    for (const ForeignRun& run : runs) {
        auto workload =
            defineWorkload(run.name, tools, SpanRecordSource(run.records), factsOf(run));
        if (!workload) {
            return tl::unexpected(workload.error());
        }
        workload->remarks = importRemarks(run);
        if (const auto bad = validityOf(run); !bad.reasons.empty()) {
            workload->remarks.push_back(
                fmt::format("not valid ({}): {}", bad.verdict, bad.reasons.front()));
        }
        view.workloads.push_back(*std::move(workload));
    }
    return view;
}

}  // namespace sagebench
