// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/ForeignRuns.h"

#include <algorithm>

#include "record/ForeignResults.h"
#include "report/ImportedResults.h"

namespace sagebench::ui {
namespace {

using Runs = std::vector<ForeignRun>;
using SharedRuns = std::shared_ptr<const Runs>;

/// Without the stamps, which would be since each request's own send.
RequestBrief withoutTimes(RequestBrief brief) {
    for (Stamp* stamp : {&brief.scheduled, &brief.connected, &brief.sent, &brief.written,
                         &brief.firstByte, &brief.firstToken, &brief.lastToken, &brief.finished}) {
        *stamp = {};
    }
    return brief;
}

std::shared_ptr<const WorkloadSeries> seriesOf(const ForeignRun& run) {
    auto series = std::make_shared<WorkloadSeries>();
    for (const RequestRecord& record : run.records) {
        run.hasStartTimes ? series->add(record) : series->addUntimed(record);
    }
    series->seal();
    return series;
}

void addRows(const ForeignRun& run, int workload, std::vector<RequestRow>& rows) {
    for (const RequestRecord& record : run.records) {
        RequestBrief brief = briefOf(record);
        rows.push_back({workload, run.hasStartTimes ? brief : withoutTimes(std::move(brief))});
    }
}

WorkloadSpec specOf(const ForeignRun& run) {
    WorkloadSpec spec;
    spec.name = run.name;
    return spec;
}

RecordsOf recordsOf(const SharedRuns& runs) {
    return [runs](const std::string& workload) -> std::unique_ptr<RecordSource> {
        const auto run = std::ranges::find(*runs, workload, &ForeignRun::name);
        return run == runs->end() ? nullptr : std::make_unique<SpanRecordSource>(run->records);
    };
}

StoredRun storedRun(RunSummary summary, const SharedRuns& runs) {
    StoredRun out;
    for (std::size_t i = 0; i < runs->size(); ++i) {
        const ForeignRun& run = (*runs)[i];
        addRows(run, static_cast<int>(i), out.rows);
        out.workloads.push_back({specOf(run), summary.workloads.at(i), seriesOf(run)});
    }
    out.summary = std::move(summary);
    out.recordsOf = recordsOf(runs);
    out.definitionsOf = [runs](const std::vector<BenchTool>& tools) {
        return importedDefinitions(*runs, tools);
    };
    return out;
}

}  // namespace

Result<StoredRun> loadForeign(const std::filesystem::path& file) {
    auto runs = readForeignResults(file);
    if (!runs) {
        return tl::unexpected(runs.error());
    }
    auto summary = importedSummary(*runs);
    if (!summary) {
        return tl::unexpected(summary.error());
    }
    return storedRun(*std::move(summary), std::make_shared<const Runs>(*std::move(runs)));
}

}  // namespace sagebench::ui
