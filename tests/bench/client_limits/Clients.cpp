// SPDX-License-Identifier: GPL-3.0-or-later
#include "client_limits/Clients.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace sagebench::bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kServerCpu = 0;
constexpr int kClientCpu = 1;
constexpr int kPromptTokens = 32;

std::vector<std::string> serverOptions(std::vector<std::string> pace, bool log,
                                       const fs::path& folder) {
    if (log) {
        pace.insert(pace.end(), {"--log", folder / "truth.jsonl"});
    }
    return pace;
}

std::vector<RequestTruth> logIn(const fs::path& file) {
    auto log = readTruthLog(file);
    if (!log) {
        giveUp(log.error().message);
    }
    return *std::move(log);
}

double millions(const Load& load) {
    return static_cast<double>(load.requests) * load.tokens / 1e6;
}

void writeWorkload(const Load& load, const fs::path& file) {
    std::ofstream(file) << json{{"name", "limits"},
                                {"prompt_tokens", kPromptTokens},
                                {"output_tokens", load.tokens},
                                {"num_requests", load.requests},
                                {"concurrency", load.connections}};
}

std::vector<std::string> toolCommand(const std::string& port, const fs::path& folder) {
    return {SAGEBENCH_BIN_DIR "/sagellm-benchmark",
            "run",
            "--quiet",
            "--backend",
            "openai",
            "--base-url",
            "http://127.0.0.1:" + port,
            "--backend-option",
            "request_ids=true",
            "--workload",
            folder / "limits.json",
            "-o",
            folder / "out"};
}

double reportedRate(const fs::path& metrics) {
    std::ifstream in(metrics);
    return json::parse(in).at("output_throughput_tps").get<double>();
}

double firstRequestMs(const std::vector<RequestTruth>& truth, std::int64_t startedNs) {
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    for (const RequestTruth& t : truth) {
        if (t.requestId.starts_with("measured-")) {
            first = std::min(first, t.receivedNs);
        }
    }
    return static_cast<double>(first - startedNs) / 1e6;
}

}  // namespace

ClientRun runTool(const Load& load, const std::vector<std::string>& pace, bool log,
                  const fs::path& folder) {
    ServerProcess server(kServerCpu, serverOptions(pace, log, folder));
    writeWorkload(load, folder / "limits.json");
    fs::remove_all(folder / "out");
    const Ended ended = runOn(kClientCpu, toolCommand(server.port(), folder));
    server.stop();
    ClientRun run;
    run.eventsPerSecond = reportedRate(folder / "out/limits_metrics.json");
    run.cpuPerMillion = ended.cpuSeconds / millions(load);
    run.peakMb = ended.peakMb;
    if (log) {
        const auto truth = logIn(folder / "truth.jsonl");
        run.errors = errorsOf(saidInJournal(folder / "out/limits_requests.jsonl"), truth);
        run.toFirstRequestMs = firstRequestMs(truth, ended.startedNs);
    }
    return run;
}

ClientRun runPlainReader(const Load& load, const std::vector<std::string>& pace, bool log,
                         const fs::path& folder) {
    ServerProcess server(kServerCpu, serverOptions(pace, log, folder));
    std::vector<std::string> words = {SAGEBENCH_BIN_DIR "/plain-reader", server.port(),
                                      std::to_string(load.connections),
                                      std::to_string(load.requests), std::to_string(load.tokens)};
    if (log) {
        words.push_back(folder / "said.jsonl");
    }
    const Ended ended = runOn(kClientCpu, words);
    server.stop();
    const json told = json::parse(ended.out);
    ClientRun run;
    run.eventsPerSecond = told.at("events").get<double>() / told.at("seconds").get<double>();
    run.cpuPerMillion = ended.cpuSeconds / millions(load);
    run.peakMb = ended.peakMb;
    if (log) {
        const auto truth = logIn(folder / "truth.jsonl");
        run.errors = errorsOf(logIn(folder / "said.jsonl"), truth);
        run.toFirstRequestMs = firstRequestMs(truth, ended.startedNs);
    }
    return run;
}

}  // namespace sagebench::bench
