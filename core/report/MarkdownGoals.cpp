// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/MarkdownGoals.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/DurationText.h"
#include "report/Goals.h"
#include "report/MarkdownText.h"
#include "report/NumberText.h"

namespace sagebench {
namespace {

using markdown::Table;
using VerdictOf = std::optional<GoalVerdict> (*)(const RunSummary&, const WorkloadMetrics&);

std::string namesOfThoseWhoDont(const RunSummary& summary, VerdictOf verdictOf) {
    std::vector<std::string> names;
    for (const WorkloadMetrics& m : summary.workloads) {
        if (const auto verdict = verdictOf(summary, m); verdict && !verdict->reached) {
            names.push_back(markdown::plain(m.name));
        }
    }
    return fmt::to_string(fmt::join(names, ", "));
}

std::string sloHeadline(const RunSummary& summary) {
    const auto met = sloMet(summary);
    if (!met) {
        return {};
    }
    return *met ? "**SLOs met.**"
                : "**SLOs missed** by " + namesOfThoseWhoDont(summary, sloVerdict) + '.';
}

std::string contractHeadline(const RunSummary& summary) {
    const auto passed = contractPassed(summary);
    if (!passed) {
        return {};
    }
    const std::string name = markdown::plain(summary.run.plan.contract->name);
    return *passed ? fmt::format("**Contract {} passed.**", name)
                   : fmt::format("**Contract {} failed** by {}.", name,
                                 namesOfThoseWhoDont(summary, contractVerdict));
}

std::string neededOf(const SloResult& result, const SloPlan& plan) {
    return result.slo.perRequest() ? "≥ " + text::share(plan.target) + " of requests"
                                   : "≤ " + durationText(result.slo.limit);
}

/// What counts where there are several limits on each request: those that meet all of them.
void addGoodput(Table& table, const WorkloadMetrics& m, const SloPlan& plan) {
    if (!m.goodputFraction || std::ranges::count_if(plan.limits, &Slo::perRequest) < 2) {
        return;
    }
    table.row({markdown::plain(m.name), "all on each request", text::share(m.goodputFraction),
               "≥ " + text::share(plan.target) + " of requests",
               *m.goodputFraction >= plan.target ? "met" : "missed"});
}

std::string sloTable(const RunSummary& summary) {
    const SloPlan& plan = summary.run.plan.slo;
    Table table({"Workload", "SLO", "Measured", "Needed", "Verdict"}, Table::Align::Left);
    for (const WorkloadMetrics& m : summary.workloads) {
        for (const SloResult& result : m.slos) {
            table.row({markdown::plain(m.name), markdown::codeCell(toText(result.slo)),
                       text::actual(result), neededOf(result, plan), text::verdict(result)});
        }
        addGoodput(table, m, plan);
    }
    return table.toString() + '\n';
}

std::string goodputTable(const RunSummary& summary) {
    Table table({"Workload", "Goodput (requests/s)", "Requests/s"});
    for (const WorkloadMetrics& m : summary.workloads) {
        table.row({markdown::plain(m.name), text::perSecond(m.goodputRps),
                   text::perSecond(m.requestThroughputRps)});
    }
    return table.toString() + '\n';
}

std::string contractTable(const RunSummary& summary, const Contract& contract) {
    Table table({"Workload", "Metric", "Threshold", "Measured", "Verdict"}, Table::Align::Left);
    for (const WorkloadMetrics& m : summary.workloads) {
        for (const ContractRow& row : evaluate(contract, m).rows) {
            table.row({markdown::plain(m.name), markdown::codeCell(row.threshold.metric),
                       markdown::plain(text::condition(row.threshold)), text::figure(row.actual),
                       text::verdict(row)});
        }
    }
    return fmt::format("Contract {}:\n\n", markdown::plain(contract.name)) + table.toString() +
           '\n';
}

}  // namespace

std::string markdownGoalHeadline(const RunSummary& summary) {
    const std::string slo = sloHeadline(summary);
    const std::string contract = contractHeadline(summary);
    const std::string line = slo + (slo.empty() || contract.empty() ? "" : " ") + contract;
    return line.empty() ? line : line + "\n\n";
}

std::string markdownGoals(const RunSummary& summary) {
    const RunPlan& plan = summary.run.plan;
    if (plan.slo.limits.empty() && !plan.contract) {
        return {};
    }
    std::string out = "## Goals\n\n";
    if (!plan.slo.limits.empty()) {
        out += sloTable(summary) + goodputTable(summary);
    }
    return out + (plan.contract ? contractTable(summary, *plan.contract) : "");
}

}  // namespace sagebench
