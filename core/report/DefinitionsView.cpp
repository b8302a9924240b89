// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/DefinitionsView.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "report/JournalFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

struct LatencyRows {
    DefinedMetric metric;
    const char* name;
    const char* label;
    DefinedLatency ToolFigures::*member;
};
constexpr std::array<LatencyRows, 4> kLatencies{
    {{DefinedMetric::Ttft, "ttft", "TTFT", &ToolFigures::ttft},
     {DefinedMetric::Itl, "itl", "ITL", &ToolFigures::itl},
     {DefinedMetric::Tpot, "tpot", "TPOT", &ToolFigures::tpot},
     {DefinedMetric::E2el, "e2el", "E2EL", &ToolFigures::e2el}}};

struct StatisticRow {
    const char* prefix;
    const char* label;
    std::optional<double> LatencyFigures::*member;
};
constexpr std::array<StatisticRow, 5> kStatistics{{{"avg", "mean", &LatencyFigures::avg},
                                                   {"p50", "p50", &LatencyFigures::p50},
                                                   {"p90", "p90", &LatencyFigures::p90},
                                                   {"p95", "p95", &LatencyFigures::p95},
                                                   {"p99", "p99", &LatencyFigures::p99}}};

struct NumberRow {
    DefinedMetric metric;
    const char* key;
    const char* label;
    DefinedNumber ToolFigures::*member;
};
constexpr std::array<NumberRow, 6> kNumbers{
    {{DefinedMetric::Requests, "successful_requests", "Requests", &ToolFigures::requests},
     {DefinedMetric::Duration, "total_time_s", "Duration s", &ToolFigures::durationSeconds},
     {DefinedMetric::RequestRate, "request_throughput_rps", "Requests/s", &ToolFigures::requestRps},
     {DefinedMetric::OutputRate, "output_throughput_tps", "Output tok/s", &ToolFigures::outputTps},
     {DefinedMetric::TotalRate, "total_throughput_tps", "Total tok/s", &ToolFigures::totalTps},
     {DefinedMetric::Peak, "peak_in_flight", "Peak in flight", &ToolFigures::peakInFlight}}};

template <class CellOf>
std::vector<DefinedNumber> cells(const DefinedWorkload& workload, CellOf cellOf) {
    std::vector<DefinedNumber> out;
    std::ranges::transform(workload.tools, std::back_inserter(out), cellOf);
    return out;
}

void addLatency(std::vector<DefinitionRow>& out, const DefinedWorkload& workload,
                const LatencyRows& latency) {
    for (std::size_t i = 0; i < kStatistics.size(); ++i) {
        const StatisticRow& statistic = kStatistics[i];
        out.push_back(
            {fmt::format("{}_{}_ms", statistic.prefix, latency.name),
             fmt::format("{} {} ms", latency.label, statistic.label), latency.metric, i,
             cells(workload, [&](const ToolFigures& tool) {
                 const DefinedLatency& all = tool.*latency.member;
                 return DefinedNumber{all.figures.*statistic.member, all.bound, all.missing};
             })});
    }
}

std::string knownTools() {
    std::vector<std::string_view> ids;
    for (const ToolDefinition& tool : toolDefinitions()) {
        ids.push_back(tool.id);
    }
    return fmt::format("{}", fmt::join(ids, ", "));
}

std::vector<BenchTool> allTools() {
    std::vector<BenchTool> tools;
    for (const ToolDefinition& tool : toolDefinitions()) {
        tools.push_back(tool.tool);
    }
    return tools;
}

tl::unexpected<Error> noJournals(const fs::path& input) {
    return fail(ErrorKind::Input,
                fmt::format("{}: no records here: figures by other definitions are computed from "
                            "<workload>_requests.jsonl; give the folder of a run that has them",
                            input.string()));
}

Result<DefinitionsView> define(const fs::path& input,
                               const std::vector<JournalOfWorkload>& journals,
                               const std::string& only, const std::vector<BenchTool>& tools) {
    DefinitionsView view{tools, {}};
    for (const JournalOfWorkload& journal : journals) {
        if (!only.empty() && journal.name != only) {
            continue;
        }
        auto workload = defineWorkload(journal.name, tools, journal.source);
        if (!workload) {
            return tl::unexpected(workload.error());
        }
        if (journal.source.incomplete()) {
            workload->remarks.emplace_back("incomplete: the run did not come to its end");
        }
        view.workloads.push_back(*std::move(workload));
    }
    return view.workloads.empty() ? Result<DefinitionsView>(noJournals(input)) : view;
}

}  // namespace

std::vector<DefinitionRow> definitionRows(const DefinedWorkload& workload) {
    std::vector<DefinitionRow> out;
    for (const LatencyRows& latency : kLatencies) {
        addLatency(out, workload, latency);
    }
    for (const NumberRow& number : kNumbers) {
        out.push_back(
            {number.key, number.label, number.metric, 0,
             cells(workload, [&](const ToolFigures& tool) { return tool.*number.member; })});
    }
    return out;
}

Result<std::vector<BenchTool>> benchTools(std::string_view text) {
    if (text == "all") {
        return allTools();
    }
    std::vector<BenchTool> tools{BenchTool::SageBench};
    while (true) {
        const std::string_view id = text.substr(0, text.find(','));
        const auto tool = benchToolFrom(id);
        if (!tool) {
            return fail(ErrorKind::Usage,
                        fmt::format("\"{}\" is not one of {}, all", id, knownTools()));
        }
        if (std::ranges::find(tools, *tool) == tools.end()) {
            tools.push_back(*tool);
        }
        if (id.size() == text.size()) {
            return tools;
        }
        text.remove_prefix(id.size() + 1);
    }
}

Result<DefinedWorkload> defineWorkload(const std::string& name, const std::vector<BenchTool>& tools,
                                       const RecordSource& records, const RecordFacts& facts) {
    DefinedWorkload out{name, {}};
    for (const BenchTool tool : tools) {
        auto figures = figuresBy(definitionOf(tool), records, facts);
        if (!figures) {
            return tl::unexpected(figures.error());
        }
        out.tools.push_back(*std::move(figures));
    }
    return out;
}

Result<DefinitionsView> readDefinitions(const fs::path& input,
                                        const std::vector<BenchTool>& tools) {
    try {
        const std::string only = fs::is_directory(input) ? "" : workloadOfJournal(input);
        fs::path folder = input;
        if (!fs::is_directory(input)) {
            folder = input.has_parent_path() ? input.parent_path() : fs::path(".");
        }
        if (!fs::exists(folder) || (only.empty() && !fs::exists(input))) {
            return fail(ErrorKind::Input,
                        fmt::format("{}: no such file or folder", input.string()));
        }
        const auto journals = openJournals(folder);
        return journals ? define(input, *journals, only, tools) : tl::unexpected(journals.error());
    } catch (const fs::filesystem_error& error) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: {}", input.string(), error.code().message()));
    }
}

}  // namespace sagebench
