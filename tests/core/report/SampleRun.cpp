// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/SampleRun.h"

#include "plan/PlanFile.h"
#include "support/Records.h"

namespace sagebench::test {
namespace {

RunInfo runInfo() {
    RunInfo run;
    run.id = "20260131T120000-7f3a";
    run.plan.workloads = {{.name = "short_input",
                           .description = "Short questions, one after another",
                           .promptTokens = 128,
                           .outputTokens = 4,
                           .numRequests = 3,
                           .concurrency = 1,
                           .warmup = 1,
                           .samePrompt = false},
                          {.name = "stress_test",
                           .description = "",
                           .promptTokens = 256,
                           .outputTokens = 5,
                           .numRequests = 5,
                           .concurrency = {},
                           .warmup = 0,
                           .samePrompt = false}};
    run.plan.backend.id = "llama-server";
    run.plan.backend.baseUrl = "http://127.0.0.1:8080";
    run.plan.backend.options = {{"endpoint", "chat"}};
    run.plan.seed = 42;
    run.plan.output.exports = {"markdown", "csv", "vllm"};
    run.seed = 42;
    run.planHash = planHash(run.plan);
    run.t0UnixNanos = 1'769'860'800'000'000'000;  // 2026-01-31 12:00 UTC
    run.engine = {.backend = "llama-server",
                  .name = "llama.cpp",
                  .version = "b6000",
                  .model = "tiny_q8 <test>",
                  .endpoint = "http://127.0.0.1:8080/v1/chat/completions",
                  .simulated = false,
                  .syntheticWeights = false,
                  .tlsVerified = true,
                  .warnings = {"the server does not report KV cache use"},
                  .facts = {{"threads", "2"}, {"architecture", "llama"}}};
    run.environment = {.cpu = "Example CPU | 2.50GHz",
                       .cores = 2,
                       .memoryMb = 7936.5,
                       .os = "Debian GNU/Linux 12 (bookworm)",
                       .kernel = "6.1.0-18-amd64",
                       .hostName = ""};
    run.toolVersion = "0.1.0";
    run.command =
        "sagellm-benchmark run --backend llama-server --base-url http://127.0.0.1:8080 --seed 42";
    return run;
}

WorkloadContext contextOf(const RunInfo& run, std::size_t workload) {
    WorkloadContext context;
    context.spec = run.plan.workloads[workload];
    context.t0UnixNanos = run.t0UnixNanos;
    context.sharedPromptTokens = 12;
    return context;
}

/// Sent at `at`; the first token after 40 ms and one each 10 ms.
RequestRecord shortRequest(double at, std::uint64_t index) {
    RequestRecord record = okRecord({.scheduledMs = at,
                                     .sentMs = at + 0.25,
                                     .chunksMs = {at + 40.25, at + 50.25, at + 60.25, at + 70.25},
                                     .chunkTokens = {1, 1, 1, 1},
                                     .finishedMs = at + 71,
                                     .promptAsked = 128,
                                     .prompt = 128,
                                     .cached = 12,
                                     .outputAsked = 4,
                                     .output = 4},
                                    index);
    record.connected = ms(1);
    record.written = ms(at + 0.5);
    record.firstByte = ms(at + 39);
    record.httpStatus = 200;
    record.finishReason = "length";
    record.stampSource = StampSource::Kernel;
    record.server = {{"predicted_ms", 30.125}, {"predicted_n", 4}};
    return record;
}

SampleWorkload shortInput(const RunInfo& run) {
    SampleWorkload out{contextOf(run, 0), {}};
    out.context.memory = {.peakMb = 512.25, .avgMb = 500.5, .aboveLoadMb = {}};
    out.context.engine.meanRunning = 0.96;
    out.context.client = {.workerBusyFraction = 0.02, .readBacklogP99Ms = 0.08};
    RequestRecord warmup = shortRequest(2, 0);
    warmup.phase = Phase::Warmup;
    out.records = {warmup, shortRequest(100, 0), shortRequest(175, 1), shortRequest(250, 2)};
    return out;
}

/// Five tokens in three chunks, the last two in one read.
RequestRecord stressRequest(double firstTokenAt, std::uint64_t index) {
    return okRecord({.scheduledMs = 1000,
                     .sentMs = 1000 + 8 * static_cast<double>(index),
                     .chunksMs = {firstTokenAt, firstTokenAt + 24, firstTokenAt + 24},
                     .finishedMs = firstTokenAt + 25,
                     .promptAsked = 256,
                     .prompt = 260,
                     .cached = 0,
                     .outputAsked = 5,
                     .output = 5},
                    index);
}

SampleWorkload stressTest(const RunInfo& run) {
    SampleWorkload out{contextOf(run, 1), {}};
    out.context.engine = {.kvUsedTokens = 1300,
                          .kvUsedBytes = 170'393'600,
                          .prefixHitRate = 0,
                          .evictCount = 1234,
                          .evictUnit = "blocks",
                          .evictMs = 6.17,
                          .preemptCount = 0,
                          .specAcceptRate = 0.625,
                          .meanRunning = 3.5,
                          .lateArrivals = 2,
                          .prefillTps = 812.5,
                          .decodeTps = 96.25,
                          .modelLoadMs = 412.75};
    out.context.client = {.workerBusyFraction = 0.95, .readBacklogP99Ms = 0.5};
    out.context.warnings = {"1 prompt is shorter than the chat template"};
    out.records = {stressRequest(1050, 0), stressRequest(1080, 1), stressRequest(1200, 2),
                   stressRequest(1350, 3),
                   failedRecord({.scheduledMs = 1000,
                                 .sentMs = 1032,
                                 .chunksMs = {1100},
                                 .finishedMs = 1210,
                                 .promptAsked = 256,
                                 .outputAsked = 5},
                                ErrorCategory::Protocol,
                                "line 3 | <b>not</b> JSON:\n{\"choices\": *oops*", 4)};
    return out;
}

WorkloadMetrics metricsOf(const SampleWorkload& workload) {
    return computeMetrics(workload.context, SpanRecordSource(workload.records)).value();
}

}  // namespace

SampleRun sampleRun() {
    const RunInfo info = runInfo();
    return {info, shortInput(info), stressTest(info)};
}

RunSummary SampleRun::summary() const {
    RunSummary out;
    out.run = info;
    out.workloads = {metricsOf(shortInput), metricsOf(stressTest)};
    return out;
}

}  // namespace sagebench::test
