// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignDoubt.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "campaign/CampaignText.h"

namespace sagebench::text {
namespace {

/// Runs of one load that say the same of themselves.
struct DoubtedLoad {
    double load;
    std::string verdict;
    std::string reason;  ///< of the first of them
    int runs = 0;
};

/// A reason is a fact, and behind a semicolon what to do.
std::string factOf(const std::string& reason) {
    return reason.substr(0, reason.find("; "));
}

std::vector<DoubtedLoad> doubtedLoads(const CampaignSummary& summary) {
    std::vector<DoubtedLoad> out;
    for (const PointResult& point : summary.points) {
        const WorkloadFigures* figures = doubtedOf(point);
        if (!figures || point.isTrusted() || !figures->validityReason) {
            continue;
        }
        auto same = std::ranges::find_if(out, [&](const DoubtedLoad& one) {
            return one.load == point.load && one.verdict == figures->doubt();
        });
        if (same == out.end()) {
            out.push_back({point.load, figures->doubt(), factOf(*figures->validityReason)});
            same = std::prev(out.end());
        }
        ++same->runs;
    }
    return out;
}

}  // namespace

const WorkloadFigures* doubtedOf(const PointResult& point) {
    const auto& all = point.workloads;
    auto found = std::ranges::find_if_not(all, &WorkloadFigures::isTrusted);
    if (found == all.end()) {
        found = std::ranges::find_if_not(all, &std::string::empty, &WorkloadFigures::doubt);
    }
    return found == all.end() ? nullptr : &*found;
}

std::string doubtOf(const PointResult& point) {
    const WorkloadFigures* figures = doubtedOf(point);
    return figures ? figures->doubt() : std::string();
}

std::string doubtSentence(const CampaignSummary& summary) {
    std::vector<std::string> untrusted, few;
    for (const PointResult& point : summary.points) {
        const std::string verdict = doubtOf(point);
        if (!verdict.empty()) {
            auto& points = point.isTrusted() ? few : untrusted;
            points.push_back(fmt::format("{} ({})", loadText(summary.axis(), point.load), verdict));
        }
    }
    std::vector<std::string> sentences;
    if (!untrusted.empty()) {
        sentences.push_back(
            fmt::format("Not valid: {}. Figures there may be those of the client or its machine, "
                        "not of the engine.",
                        fmt::join(untrusted, ", ")));
    }
    if (!few.empty()) {
        sentences.push_back(
            fmt::format("Not valid: {}. That few requests don't tell what is usual; raise "
                        "--num-requests or --duration.",
                        fmt::join(few, ", ")));
    }
    return fmt::to_string(fmt::join(sentences, " "));
}

std::vector<std::string> doubtReasons(const CampaignSummary& summary) {
    const auto loads = doubtedLoads(summary);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < std::min(loads.size(), kMostDoubts); ++i) {
        const DoubtedLoad& one = loads[i];
        lines.push_back(fmt::format("{}{}: {}: {}", loadText(summary.axis(), one.load),
                                    one.runs > 1 ? fmt::format(" ({} runs)", one.runs) : "",
                                    one.verdict, one.reason));
    }
    if (loads.size() > kMostDoubts) {
        lines.push_back(fmt::format("and {} more; each run's own results tell why",
                                    loads.size() - kMostDoubts));
    }
    return lines;
}

}  // namespace sagebench::text
