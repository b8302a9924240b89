// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Goals.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/NumberText.h"

namespace sagebench {
namespace {

using Texts = std::vector<std::string>;

bool hasPerRequest(const SloPlan& plan) {
    return std::ranges::any_of(plan.limits, &Slo::perRequest);
}

Texts limitsOnEach(const SloPlan& plan) {
    Texts out;
    for (const Slo& slo : plan.limits) {
        if (slo.perRequest()) {
            out.push_back(toText(slo));
        }
    }
    return out;
}

/// "97.50 % of requests meet ttft=200ms (target 99.00 %)"
std::string shareText(const SloPlan& plan, const WorkloadMetrics& metrics) {
    return fmt::format("{} of requests meet {} (target {})", text::share(metrics.goodputFraction),
                       fmt::join(limitsOnEach(plan), " and "), text::share(plan.target));
}

std::string percentileText(const SloResult& result) {
    return fmt::format("{} {}: {}", toText(result.slo), text::verdict(result),
                       text::actual(result));
}

Texts sloTexts(const SloPlan& plan, const WorkloadMetrics& metrics) {
    Texts out;
    if (hasPerRequest(plan)) {
        out.push_back(shareText(plan, metrics));
    }
    for (const SloResult& result : metrics.slos) {
        if (!result.slo.perRequest()) {
            out.push_back(percentileText(result));
        }
    }
    return out;
}

Texts failedRows(const ContractResult& result) {
    Texts out;
    for (const ContractRow& row : result.rows) {
        if (!row.passes()) {
            out.push_back(fmt::format("{} is {}, must be {}", row.threshold.metric,
                                      text::figure(row.actual), text::condition(row.threshold)));
        }
    }
    return out;
}

}  // namespace

std::optional<bool> sloMet(const RunSummary& summary) {
    if (summary.run.plan.slo.limits.empty() || summary.workloads.empty()) {
        return std::nullopt;
    }
    return std::ranges::all_of(summary.workloads, [](const WorkloadMetrics& metrics) {
        return metrics.sloMet.value_or(false);
    });
}

std::optional<bool> contractPassed(const RunSummary& summary) {
    const auto& contract = summary.run.plan.contract;
    if (!contract || summary.workloads.empty()) {
        return std::nullopt;
    }
    return std::ranges::all_of(summary.workloads, [&](const WorkloadMetrics& metrics) {
        return evaluate(*contract, metrics).passed;
    });
}

std::optional<GoalVerdict> sloVerdict(const RunSummary& summary, const WorkloadMetrics& metrics) {
    const SloPlan& plan = summary.run.plan.slo;
    if (plan.limits.empty()) {
        return std::nullopt;
    }
    const bool met = metrics.sloMet.value_or(false);
    return GoalVerdict{fmt::format("{} {} its SLOs: {}", metrics.name, met ? "meets" : "misses",
                                   fmt::join(sloTexts(plan, metrics), "; ")),
                       met};
}

std::optional<GoalVerdict> contractVerdict(const RunSummary& summary,
                                           const WorkloadMetrics& metrics) {
    const auto& contract = summary.run.plan.contract;
    if (!contract) {
        return std::nullopt;
    }
    const ContractResult result = evaluate(*contract, metrics);
    return GoalVerdict{
        fmt::format("{} {} contract {}{}{}", metrics.name, result.passed ? "passes" : "fails",
                    result.name, result.passed ? "" : ": ", fmt::join(failedRows(result), "; ")),
        result.passed};
}

std::vector<GoalVerdict> goalVerdicts(const RunSummary& summary) {
    std::vector<GoalVerdict> out;
    for (const auto verdictOf : {sloVerdict, contractVerdict}) {
        for (const WorkloadMetrics& metrics : summary.workloads) {
            if (auto verdict = verdictOf(summary, metrics)) {
                out.push_back(*std::move(verdict));
            }
        }
    }
    return out;
}

namespace text {

std::string share(std::optional<double> fraction) {
    return fraction ? number(*fraction * 100, 2) + " %" : kUnknown;
}

std::string figure(std::optional<double> value) {
    return value ? fmt::format("{:.6g}", *value) : kUnknown;
}

std::string actual(const SloResult& result) {
    if (result.slo.perRequest()) {
        return share(result.actual);
    }
    if (!result.actual && result.met == false) {
        return "without end (failed or cancelled requests)";
    }
    return result.actual ? ms(result.actual) + " ms" : kUnknown;
}

std::string verdict(const SloResult& result) {
    if (!result.met) {
        return kUnknown;
    }
    return *result.met ? "met" : "missed";
}

std::string condition(const Threshold& threshold) {
    return fmt::format("{} {}", toString(threshold.op), threshold.value);
}

std::string verdict(const ContractRow& row) {
    const bool excused = row.verdict == Verdict::Unknown && row.passes();
    return std::string(toString(row.verdict)) + (excused ? " (not required)" : "");
}

}  // namespace text

}  // namespace sagebench
