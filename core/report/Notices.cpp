// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Notices.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace sagebench {
namespace {

using Sentences = std::vector<std::string>;

std::optional<ValidityNotice> noticeOf(const std::string& workload, const Validity& validity,
                                       std::string_view when) {
    if (validity.reasons.empty()) {
        return std::nullopt;
    }
    return ValidityNotice{validity.verdict,
                          fmt::format("{} is not valid{} ({}): {}.", workload, when,
                                      validity.verdict, fmt::join(validity.reasons, "; "))};
}

void addWithoutSuccess(const RunSummary& summary, Sentences& out) {
    for (const WorkloadMetrics& m : summary.workloads) {
        if (m.successfulRequests == 0) {
            out.push_back(fmt::format("{}: no request succeeded, so it has no latencies.", m.name));
        }
    }
}

void addIncomplete(const RunSummary& summary, Sentences& out) {
    if (summary.incomplete) {
        out.push_back(
            "Incomplete: the run did not end; these are the figures of what it had written.");
    }
}

void addInterrupted(const RunSummary& summary, Sentences& out) {
    for (const WorkloadMetrics& m : summary.workloads) {
        if (m.interrupted) {
            out.push_back(fmt::format("Interrupted: {} was stopped early, after {} requests.",
                                      m.name, m.totalRequests));
        }
    }
}

/// What a stopped run cancels is no news.
void addCancelled(const RunSummary& summary, Sentences& out) {
    for (const WorkloadMetrics& m : summary.workloads) {
        const auto cancelled = m.cancelledRequests.value_or(0);
        if (cancelled > 0 && !m.interrupted) {
            out.push_back(fmt::format(
                "{}: {} request{} cancelled at the end of the load; {} in no latency, so latencies "
                "look better than they are.",
                m.name, cancelled, cancelled == 1 ? " was" : "s were",
                cancelled == 1 ? "it is" : "they are"));
        }
    }
}

void addNotMeasured(const RunSummary& summary, Sentences& out) {
    Sentences missing;
    for (const WorkloadSpec& spec : summary.run.plan.workloads) {
        const bool measured =
            std::any_of(summary.workloads.begin(), summary.workloads.end(),
                        [&](const WorkloadMetrics& m) { return m.name == spec.name; });
        if (!measured) {
            missing.push_back(spec.name);
        }
    }
    if (!missing.empty()) {
        out.push_back(fmt::format("Not measured, though planned: {}.", fmt::join(missing, ", ")));
    }
}

void addEngine(const EngineInfo& engine, Sentences& out) {
    if (engine.simulated) {
        out.push_back("Simulated engine: these figures say nothing of a real server or model.");
    }
    if (engine.syntheticWeights) {
        out.push_back(
            "Synthetic model: its weights are random, so its speed counts and its text does not.");
    }
    if (!engine.tlsVerified) {
        out.push_back("TLS certificates were not verified (tls_verify=false).");
    }
}

}  // namespace

std::optional<ValidityNotice> validityNotice(const WorkloadMetrics& m) {
    return noticeOf(m.name, m.validity, "");
}

std::optional<ValidityNotice> validityNoticeSoFar(const std::string& workload,
                                                  const Validity& validity) {
    return noticeOf(workload, validity, " so far");
}

Sentences notices(const RunSummary& summary) {
    Sentences out;
    for (const WorkloadMetrics& m : summary.workloads) {
        if (auto notice = validityNotice(m)) {
            out.push_back(std::move(notice->text));
        }
    }
    std::ranges::move(otherNotices(summary), std::back_inserter(out));
    return out;
}

Sentences otherNotices(const RunSummary& summary) {
    Sentences out;
    addWithoutSuccess(summary, out);
    addIncomplete(summary, out);
    addInterrupted(summary, out);
    addCancelled(summary, out);
    addNotMeasured(summary, out);
    addEngine(summary.run.engine, out);
    return out;
}

const WorkloadSpec* specOf(const RunSummary& summary, const std::string& workload) {
    const auto& specs = summary.run.plan.workloads;
    const auto it = std::find_if(specs.begin(), specs.end(),
                                 [&](const WorkloadSpec& spec) { return spec.name == workload; });
    return it == specs.end() ? nullptr : &*it;
}

}  // namespace sagebench
