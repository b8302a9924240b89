// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/Documents.h"

#include "plan/PlanFile.h"
#include "support/Records.h"

namespace sagebench::ui::test {
namespace {

using sagebench::test::failedRecord;
using sagebench::test::ms;
using sagebench::test::okRecord;
using sagebench::test::Story;

constexpr std::int64_t kT0 = 1'767'225'600'000'000'000;  // 2026-01-01

Story storyOf(int index, int outputTokens) {
    Story story;
    story.scheduledMs = story.sentMs = index * 100.0;
    const double first = *story.sentMs + 50 + index % 10;
    for (int token = 0; token < outputTokens; ++token) {
        story.chunksMs.push_back(first + token * 10.0);
        story.chunkTokens.push_back(1);
    }
    story.promptAsked = story.prompt = 128;
    story.outputAsked = story.output = outputTokens;
    return story;
}

RequestRecord failureOf(int index) {
    Story story = storyOf(index, index == 24 ? 0 : 3);
    story.finishedMs = index * 100.0 + 500;
    story.output = std::nullopt;
    return failedRecord(story, ErrorCategory::Timeout, "no answer within 0.5 s",
                        static_cast<std::uint64_t>(index));
}

WorkloadSpec specNamed(const std::string& name, int requests) {
    WorkloadSpec spec;
    spec.name = name;
    spec.promptTokens = 128;
    spec.outputTokens = 16;
    spec.numRequests = requests;
    spec.concurrency = 4;
    return spec;
}

}  // namespace

std::vector<RequestRecord> records(int count, int outputTokens) {
    std::vector<RequestRecord> out;
    for (int i = 0; i < count; ++i) {
        out.push_back(i % 25 == 24
                          ? failureOf(i)
                          : okRecord(storyOf(i, outputTokens), static_cast<std::uint64_t>(i)));
    }
    return out;
}

RunPlan plan(const std::vector<std::string>& workloads, int requests) {
    RunPlan plan;
    plan.seed = 7;
    for (const std::string& name : workloads) {
        plan.workloads.push_back(specNamed(name, requests));
    }
    return plan;
}

RunInfo info(const RunPlan& plan) {
    RunInfo info;
    info.id = "20260101-000000-0007";
    info.plan = plan;
    info.planHash = planHash(plan);
    info.seed = 7;
    info.t0UnixNanos = kT0;
    info.engine.backend = "mock";
    info.engine.name = "simulated engine";
    info.engine.model = "simulated";
    info.engine.simulated = true;
    info.toolVersion = "0.1.0";
    info.command = "sagellm-benchmark run --seed 7";
    return info;
}

WorkloadResultPtr workloadResult(const WorkloadSpec& spec, std::vector<RequestRecord> records,
                                 const SloPlan& slo) {
    WorkloadContext context;
    context.spec = spec;
    context.slo = slo;
    context.t0UnixNanos = kT0;
    auto metrics = computeMetrics(context, SpanRecordSource(records));
    return std::make_shared<WorkloadResult>(
        WorkloadResult{spec, metrics.value(), std::move(records)});
}

StoredRun storedRun(int requests, const std::vector<std::string>& workloads) {
    return storedRun(plan(workloads, requests));
}

StoredRun storedRun(const RunPlan& plan) {
    StoredRun run;
    run.summary.run = info(plan);
    // The records must outlive the run's recordsOf.
    auto results = std::make_shared<std::vector<WorkloadResultPtr>>();
    for (const WorkloadSpec& spec : run.summary.run.plan.workloads) {
        const int index = static_cast<int>(results->size());
        results->push_back(workloadResult(spec, records(spec.numRequests), plan.slo));
        auto series = std::make_shared<WorkloadSeries>();
        for (const RequestRecord& record : results->back()->records) {
            series->add(record);
            run.rows.push_back({index, briefOf(record)});
        }
        series->seal();
        run.summary.workloads.push_back(results->back()->metrics);
        run.workloads.push_back({spec, results->back()->metrics, series});
    }
    run.recordsOf = [results](const std::string& name) { return recordsIn(*results)(name); };
    run.origin = "/results/yesterday";
    return run;
}

std::shared_ptr<const RunSnapshot> snapshot(const WorkloadSpec& spec, int index, int total,
                                            Nanos from, Nanos to) {
    auto out = std::make_shared<RunSnapshot>();
    out->workload = spec.name;
    out->workloadIndex = index;
    out->workloadCount = 2;
    out->phase = RunPhase::Running;
    out->intervalStart = from;
    out->at = out->elapsed = to;
    out->total = static_cast<std::uint64_t>(total);
    for (const RequestRecord& record : records(total)) {
        const RequestBrief brief = briefOf(record);
        const bool done = *brief.finished <= to;
        out->sent += *brief.sent <= to;
        out->ok += done && brief.outcome == Outcome::Ok;
        out->failed += done && brief.outcome == Outcome::Failed;
        out->finishedSent += done;
        for (std::size_t i = 0; i < record.chunks.size(); ++i) {
            const Nanos at = record.chunks[i].at;
            out->outputTokens += at <= to;
            if (at > from && at <= to) {
                ++out->intervalTokens;
                if (i > 0) {
                    out->intervalItl.add(at - record.chunks[i - 1].at);
                }
            }
        }
        if (done && *brief.finished > from) {
            out->finished.push_back(brief);
        }
    }
    out->inFlight = out->sent - out->finishedSent;
    out->ttftP50 = ms(54);
    out->ttftP95 = out->ttftP99 = ms(59);
    out->outputTokensPerSecond = static_cast<double>(out->outputTokens) / toSeconds(to);
    return out;
}

}  // namespace sagebench::ui::test
