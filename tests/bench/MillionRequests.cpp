// SPDX-License-Identifier: GPL-3.0-or-later
// bench-million-requests [REQUESTS [CHUNKS]]: how long the figures and reports of a long run take,
// from memory as at the end of a run, and from its journal as `report --input DIR` does.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "metrics/WorkloadMetrics.h"
#include "record/Journal.h"
#include "record/ResultsFolder.h"
#include "report/ResultReader.h"
#include "report/ResultWriter.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

double peakMb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Runs one step and says how long it took.
template <class Step>
auto timed(const char* name, Step step) {
    const auto begin = std::chrono::steady_clock::now();
    auto result = step();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    fmt::print("{:<44} {:7.2f} s   peak memory {:6.0f} MiB\n", name, took.count(), peakMb());
    std::fflush(stdout);
    if (!result) {
        fmt::print(stderr, "error: {}\n", result.error().message);
        std::exit(1);
    }
    return result;
}

/// A server with latencies that are log-normal, a failure in a thousand, 2,000 requests a second.
class Generator {
  public:
    RequestRecord make(std::uint64_t index, int chunks) {
        RequestRecord record;
        record.index = index;
        record.worker = static_cast<std::uint32_t>(index % 2);
        record.httpStatus = 200;
        record.promptTokensAsked = record.promptTokens = 512;
        record.outputTokensAsked = record.outputTokens = chunks;
        record.tokenCountBasis = TokenCountBasis::Usage;
        record.stampSource = StampSource::Kernel;
        record.finishReason = "length";
        const Nanos due(static_cast<std::int64_t>(index) * 500'000);
        record.scheduled = due;
        record.connected = Nanos(1'000'000);
        record.sent = due + drawn(50'000);
        record.written = *record.sent + drawn(20'000);
        Nanos at = *record.written + drawn(80'000'000);
        record.firstByte = record.firstToken = record.firstOutputToken = at;
        record.chunks.reserve(static_cast<std::size_t>(chunks));
        for (int i = 0; i < chunks; ++i) {
            record.chunks.append(at, 1);
            at += drawn(20'000'000);
        }
        record.finished = at;
        if (index % 1000 == 999) {
            record.outcome = Outcome::Failed;
            record.errorCategory = ErrorCategory::Timeout;
            record.errorMessage = "no end within 10 s";
        }
        return record;
    }

  private:
    Nanos drawn(double median) {
        return Nanos(static_cast<std::int64_t>(median * spread_(random_)));
    }

    std::mt19937_64 random_{1};
    std::lognormal_distribution<double> spread_{0, 0.5};
};

WorkloadResultPtr workloadOf(int requests, int chunks) {
    auto workload = std::make_shared<WorkloadResult>();
    workload->spec.name = "million";
    workload->spec.numRequests = requests;
    workload->spec.promptTokens = 512;
    workload->spec.outputTokens = chunks;
    workload->records.reserve(static_cast<std::size_t>(requests));
    Generator generator;
    for (int i = 0; i < requests; ++i) {
        workload->records.push_back(generator.make(static_cast<std::uint64_t>(i), chunks));
    }
    return workload;
}

Result<void> writeJournal(const fs::path& folder, const WorkloadResult& workload) {
    auto journal = JournalWriter::open(journalPath(folder, workload.spec.name), "run-1");
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    for (const RequestRecord& record : workload.records) {
        if (auto written = journal->append(record); !written) {
            return written;
        }
    }
    return journal->finish();
}

RunPlan planOf(const WorkloadSpec& spec) {
    RunPlan plan;
    plan.workloads = {spec};
    plan.slo.limits = parseSlos("ttft=200ms,tpot=30ms,e2el=1s,p95:ttft=300ms,p99:itl=60ms").value();
    plan.contract = selectContract("year1").value();
    plan.output.exports = {"markdown", "csv"};
    return plan;
}

void run(int requests, int chunks) {
    const fs::path folder = fs::temp_directory_path() / "bench-million-requests";
    fs::remove_all(folder);
    fs::create_directories(folder);
    std::vector<WorkloadResultPtr> workloads = {workloadOf(requests, chunks)};
    fmt::print("{} requests of {} chunks: {:.0f} MiB of records\n", requests, chunks, peakMb());
    const WorkloadResult& workload = *workloads.front();

    RunSummary summary;
    summary.run.plan = planOf(workload.spec);
    WorkloadContext context;
    context.spec = workload.spec;
    context.slo = summary.run.plan.slo;
    const auto metrics = timed("figures from memory", [&] {
        return computeMetrics(context, SpanRecordSource(workload.records));
    });
    summary.workloads = {*metrics};
    timed("JSON, Markdown and CSV",
          [&] { return writeResults(folder, summary, recordsIn(workloads)); });
    timed("journal written", [&] { return writeJournal(folder, workload); });
    summary.run.plan.output.exports = {"vllm"};
    timed("vLLM export", [&] { return writeResults(folder, summary, recordsIn(workloads)); });
    fmt::print("journal: {:.0f} MiB\n",
               static_cast<double>(fs::file_size(journalPath(folder, "million"))) / 1024 / 1024);
    workloads.clear();
    const auto read = timed("figures from the journal", [&] { return readResults(folder); });
    if (read->workloads.at(0).itl != metrics->itl) {
        fmt::print(stderr, "error: the journal gives other figures\n");
    }
    fs::remove_all(folder);
}

}  // namespace
}  // namespace sagebench

int main(int argc, char** argv) {
    sagebench::run(argc > 1 ? std::atoi(argv[1]) : 1'000'000, argc > 2 ? std::atoi(argv[2]) : 16);
}
