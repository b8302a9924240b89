// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/Time.h"
#include "metrics/ToolDefinition.h"
#include "plan/CampaignSpec.h"
#include "plan/Contract.h"
#include "plan/RunPlan.h"
#include "reference/ReferenceServer.h"

namespace sagebench::app {

/// `--concurrency`: a number, or all at once.
struct Concurrency {
    std::optional<int> limit;  ///< nullopt: all
    bool operator==(const Concurrency&) const = default;
};

/// Over each selected workload's own: when and how long it is sent, and what.
struct TrafficOptions {
    std::optional<ArrivalProcess> arrival;
    std::optional<double> requestRate, burstiness;
    std::optional<LoadRamp> ramp;
    std::optional<Nanos> burstEvery, thinkTime, duration, warmupTime, cooldown, grace;
    std::optional<int> maxInFlight, turns;
    std::optional<PrefixSpec> prefix;
    std::optional<std::string> dataset;
    std::optional<DatasetFormat> datasetFormat;
    std::optional<double> timeScale, lengthScale;
    std::optional<Nanos> traceFrom, traceLength;
    std::optional<int> limit, maxInputTokens, blockTokens;
    std::optional<TraceTimeUnit> timeUnit;

    bool operator==(const TrafficOptions&) const = default;
};

/// What the run has to meet.
struct GoalOptions {
    std::vector<Slo> slos;
    std::optional<double> sloTarget;
    bool failOnSlo = false;
    std::optional<std::string> contract;  ///< a selector

    bool operator==(const GoalOptions&) const = default;
};

/// Runs of many points.
struct CampaignOptions {
    std::optional<SweepSpec> sweep;
    std::optional<SearchSpec> search;
    std::optional<double> searchPrecision;  ///< over the search's, given or of the plan
    std::optional<int> searchRuns;
    std::optional<int> repeat;
    std::optional<double> difference;

    bool operator==(const CampaignOptions&) const = default;
};

/// What a run says while it goes on, and where.
struct OutputMode {
    bool json = false;     ///< the summary as JSON on stdout instead of the table
    bool quiet = false;    ///< errors only
    bool verbose = false;  ///< more on stderr
    bool operator==(const OutputMode&) const = default;
};

/// `run`, as given: what is absent was not on the command line.
struct RunOptions {
    std::vector<std::string> workloads;  ///< selectors
    std::optional<std::string> backend, model, baseUrl, apiKeyEnv, apiKeyFile;
    std::map<std::string, std::string> backendOptions;
    std::optional<Concurrency> concurrency;
    std::optional<int> numRequests, warmup;
    std::optional<TokenLengths> promptTokens, outputTokens;
    TrafficOptions traffic;
    GoalOptions goals;
    CampaignOptions campaign;
    std::optional<std::uint64_t> seed;
    std::optional<Nanos> timeout;
    std::optional<std::string> output;
    std::optional<std::vector<std::string>> exports;
    bool saveTexts = false;
    bool calibrate = false;                     ///< the client first
    std::optional<Nanos> firstToken, tokenGap;  ///< of the reference server then
    std::optional<std::string> planFile, savePlanFile;
    OutputMode mode;

    bool operator==(const RunOptions&) const = default;
};

/// `calibrate`, as given.
struct CalibrateOptions {
    RunOptions load;  ///< of it what to run and its traffic; nothing: the standard burst
    ReferencePace pace;
    bool search = true;  ///< where no load is given
    bool save = true;
    std::optional<std::string> output;  ///< folder of the raw runs
    OutputMode mode;
};

enum class ReportFormat { Table, Json, Markdown, Csv };

struct ReportOptions {
    std::string input;
    std::optional<std::string> import;  ///< a result file of another tool, instead of input
    std::optional<std::vector<BenchTool>> definitions;  ///< ours first
    ReportFormat format = ReportFormat::Table;
    GoalOptions goals;                  ///< over those of the run
    std::optional<std::string> output;  ///< absent: stdout
};

struct ListBackends {
    bool json = false;
};
struct ListWorkloads {
    bool json = false;
};

struct MakeModelOptions {
    std::string preset = "tiny";
    std::string type;  ///< of weights; empty: the preset's own
    std::string output;
    std::uint64_t seed = 1;
    bool quiet = false;  ///< errors only
};

/// `reference-server`, which the program starts itself; not in the help.
struct ReferenceServerOptions {
    ReferencePace pace;
    int port = 0;                    ///< 0: a free one
    std::optional<std::string> log;  ///< absent: none is kept
    std::optional<int> cpu;          ///< to stay on
};

/// `--help` and `--version`.
struct PrintText {
    std::string text;
};
/// `gui`, and no argument at all.
struct WindowOptions {
    std::optional<std::string> planFile;
    std::optional<std::string> open;  ///< results or a plan to begin with
    bool operator==(const WindowOptions&) const = default;
};

using Command =
    std::variant<WindowOptions, PrintText, RunOptions, ReportOptions, ListBackends, ListWorkloads,
                 MakeModelOptions, ReferenceServerOptions, CalibrateOptions>;

}  // namespace sagebench::app
