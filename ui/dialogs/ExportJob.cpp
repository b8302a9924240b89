// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/ExportJob.h"

#include <algorithm>

#include "base/Files.h"
#include "report/CsvReport.h"
#include "report/JsonReport.h"
#include "report/MarkdownReport.h"
#include "report/Notices.h"
#include "report/VllmReport.h"

namespace sagebench::ui {
namespace {

using SharedSummary = std::shared_ptr<const RunSummary>;

void addJson(const SharedSummary& summary, std::vector<ExportFile>& out) {
    for (const WorkloadMetrics& metrics : summary->workloads) {
        // The summary owns the metrics.
        out.push_back({metrics.name + "_metrics.json", [summary, &metrics] {
                           return metricsJson(metrics, summary->run.plan.contract);
                       }});
    }
    out.push_back({"benchmark_summary.json", [summary] { return summaryJson(*summary); }});
}

Result<std::string> vllmOf(const RunSummary& summary, const WorkloadMetrics& metrics,
                           const RecordsOf& recordsOf) {
    const WorkloadSpec* spec = specOf(summary, metrics.name);
    const auto records = recordsOf(metrics.name);
    if (!spec || !records) {
        return fail(ErrorKind::Run, metrics.name + ": no records for the vLLM export");
    }
    return vllmReport(summary.run, *spec, metrics, *records);
}

void addVllm(const SharedSummary& summary, const RecordsOf& recordsOf,
             std::vector<ExportFile>& out) {
    for (const WorkloadMetrics& metrics : summary->workloads) {
        out.push_back({metrics.name + "_vllm.json", [summary, &metrics, recordsOf] {
                           return vllmOf(*summary, metrics, recordsOf);
                       }});
    }
}

}  // namespace

std::vector<ExportFile> exportFiles(const SharedSummary& summary, const RecordsOf& recordsOf,
                                    const ExportChoices& choices) {
    std::vector<ExportFile> out;
    if (choices.json) {
        addJson(summary, out);
    }
    if (choices.markdown) {
        out.push_back({"REPORT.md", [summary] { return markdownReport(*summary); }});
    }
    if (choices.csv) {
        out.push_back({"benchmark_summary.csv", [summary] { return csvReport(*summary); }});
    }
    if (choices.vllm) {
        addVllm(summary, recordsOf, out);
    }
    return out;
}

bool canExportVllm(const RunSummary& summary, const RecordsOf& recordsOf) {
    return !summary.workloads.empty() && recordsOf &&
           std::ranges::all_of(summary.workloads, [&](const WorkloadMetrics& metrics) {
               return specOf(summary, metrics.name) && recordsOf(metrics.name);
           });
}

std::vector<std::string> existingFiles(const std::filesystem::path& folder,
                                       const std::vector<std::string>& names) {
    std::vector<std::string> existing;
    for (const std::string& name : names) {
        std::error_code ec;
        if (std::filesystem::exists(folder / name, ec)) {
            existing.push_back(name);
        }
    }
    return existing;
}

Result<void> writeExport(const std::filesystem::path& folder, const ExportFile& file) {
    const auto content = file.content();
    return content ? writeFileAtomically(folder / file.name, *content)
                   : tl::unexpected(content.error());
}

}  // namespace sagebench::ui
