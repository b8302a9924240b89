// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ResultWriter.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/Files.h"
#include "report/CsvReport.h"
#include "report/JsonReport.h"
#include "report/MarkdownReport.h"
#include "report/Notices.h"
#include "report/VllmReport.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSummaryName = "benchmark_summary.json";
constexpr const char* kSummaryPartName = "benchmark_summary.json.part";

/// Writes files into one folder; after a failure it writes no more.
class FolderWriter {
  public:
    explicit FolderWriter(const fs::path& folder) : folder_(folder) {}

    void write(const std::string& name, const Result<std::string>& content) {
        if (!done_) {
            return;
        }
        done_ = content ? writeFileAtomically(folder_ / name, *content)
                        : tl::unexpected(content.error());
        names_.push_back(name);
    }
    Result<std::vector<std::string>> finish() const {
        return done_ ? Result<std::vector<std::string>>(names_) : tl::unexpected(done_.error());
    }

  private:
    fs::path folder_;
    Result<void> done_;
    std::vector<std::string> names_;
};

bool isExported(const RunSummary& summary, std::string_view format) {
    const auto& exports = summary.run.plan.output.exports;
    return std::find(exports.begin(), exports.end(), format) != exports.end();
}

Result<std::string> vllmOf(const RunSummary& summary, const WorkloadMetrics& metrics,
                           const RecordsOf& recordsOf) {
    const WorkloadSpec* spec = specOf(summary, metrics.name);
    const auto records = recordsOf(metrics.name);
    if (!spec || !records) {
        return fail(ErrorKind::Run,
                    fmt::format("{}: no records for the vLLM export", metrics.name));
    }
    return vllmReport(summary.run, *spec, metrics, *records);
}

}  // namespace

RecordsOf recordsIn(const std::vector<WorkloadResultPtr>& workloads) {
    return [&workloads](const std::string& name) -> std::unique_ptr<RecordSource> {
        const auto found =
            std::ranges::find(workloads, name, [](const auto& w) { return w->spec.name; });
        return found == workloads.end() ? nullptr
                                        : std::make_unique<SpanRecordSource>((*found)->records);
    };
}

Result<void> writeSummaryPart(const fs::path& folder, const RunInfo& run) {
    RunSummary begun;
    begun.run = run;
    begun.incomplete = true;
    return writeFileAtomically(folder / kSummaryPartName, summaryJson(begun));
}

Result<std::vector<std::string>> writeResults(const fs::path& folder, const RunSummary& summary,
                                              const RecordsOf& recordsOf) {
    FolderWriter out(folder);
    for (const WorkloadMetrics& metrics : summary.workloads) {
        out.write(metrics.name + "_metrics.json", metricsJson(metrics, summary.run.plan.contract));
    }
    if (isExported(summary, "markdown")) {
        out.write("REPORT.md", markdownReport(summary));
    }
    if (isExported(summary, "csv")) {
        out.write("benchmark_summary.csv", csvReport(summary));
    }
    out.write(kSummaryName, summaryJson(summary));
    // Last, as the one that may need a lot of room.
    if (isExported(summary, "vllm")) {
        for (const WorkloadMetrics& metrics : summary.workloads) {
            out.write(metrics.name + "_vllm.json", vllmOf(summary, metrics, recordsOf));
        }
    }
    auto names = out.finish();
    if (names) {
        std::error_code ec;
        fs::remove(folder / kSummaryPartName, ec);
    }
    return names;
}

}  // namespace sagebench
