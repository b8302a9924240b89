// SPDX-License-Identifier: GPL-3.0-or-later
#include "client_limits/Clients.h"

#include <algorithm>
#include <fstream>
#include <functional>
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

std::vector<std::string> readerCommand(const std::string& port, const Load& load, bool log,
                                       const fs::path& folder) {
    std::vector<std::string> words = {SAGEBENCH_BIN_DIR "/plain-reader", port,
                                      std::to_string(load.connections),
                                      std::to_string(load.requests), std::to_string(load.tokens)};
    if (log) {
        words.push_back(folder / "said.jsonl");
    }
    return words;
}

double toldRate(const Ended& reader) {
    const json told = json::parse(reader.out);
    return told.at("events").get<double>() / told.at("seconds").get<double>();
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

/// How a client is started, and where it tells what.
struct Client {
    std::function<std::vector<std::string>(const std::string& port)> command;
    std::function<double(const Ended&)> eventsPerSecond;
    std::function<std::vector<RequestTruth>()> said;  ///< only asked with a log
};

ClientRun runClient(const Client& client, const Load& load, const std::vector<std::string>& pace,
                    bool log, const fs::path& folder) {
    ServerProcess server(kServerCpu, serverOptions(pace, log, folder));
    const Ended ended = runOn(kClientCpu, client.command(server.port()));
    server.stop();
    ClientRun run;
    run.eventsPerSecond = client.eventsPerSecond(ended);
    run.cpuPerMillion = ended.cpuSeconds / millions(load);
    run.peakMb = ended.peakMb;
    if (log) {
        const auto truth = logIn(folder / "truth.jsonl");
        run.errors = errorsOf(client.said(), truth);
        run.toFirstRequestMs = firstRequestMs(truth, ended.startedNs);
    }
    return run;
}

}  // namespace

ClientRun runTool(const Load& load, const std::vector<std::string>& pace, bool log,
                  const fs::path& folder) {
    writeWorkload(load, folder / "limits.json");
    fs::remove_all(folder / "out");
    const Client tool{
        .command = [&](const std::string& port) { return toolCommand(port, folder); },
        .eventsPerSecond =
            [&](const Ended&) { return reportedRate(folder / "out/limits_metrics.json"); },
        .said = [&] { return saidInJournal(folder / "out/limits_requests.jsonl"); }};
    return runClient(tool, load, pace, log, folder);
}

ClientRun runPlainReader(const Load& load, const std::vector<std::string>& pace, bool log,
                         const fs::path& folder) {
    const Client reader{
        .command = [&](const std::string& port) { return readerCommand(port, load, log, folder); },
        .eventsPerSecond = toldRate,
        .said = [&] { return logIn(folder / "said.jsonl"); }};
    return runClient(reader, load, pace, log, folder);
}

}  // namespace sagebench::bench
