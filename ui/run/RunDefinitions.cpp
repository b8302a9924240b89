// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/RunDefinitions.h"

#include <utility>

namespace sagebench::ui {
namespace {

Result<DefinitionsView> define(const RunSummary& summary, const RecordsOf& recordsOf,
                               const std::vector<BenchTool>& tools) {
    DefinitionsView view{tools, {}};
    for (const WorkloadMetrics& metrics : summary.workloads) {
        const auto records = recordsOf ? recordsOf(metrics.name) : nullptr;
        if (!records) {
            continue;
        }
        auto workload = defineWorkload(metrics.name, tools, *records);
        if (!workload) {
            return tl::unexpected(workload.error());
        }
        if (summary.incomplete && metrics.interrupted) {
            workload->remarks.emplace_back("incomplete: the run did not come to its end");
        }
        view.workloads.push_back(*std::move(workload));
    }
    if (view.workloads.empty()) {
        return fail(ErrorKind::Input,
                    "There are no records here: figures by other definitions are computed from "
                    "<workload>_requests.jsonl. Open the folder of a run that has them.");
    }
    return view;
}

}  // namespace

DefinitionsOf definitionsFrom(RunSummary summary, RecordsOf recordsOf) {
    return [summary = std::move(summary), recordsOf = std::move(recordsOf)](
               const std::vector<BenchTool>& tools) { return define(summary, recordsOf, tools); };
}

}  // namespace sagebench::ui
