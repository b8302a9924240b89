// SPDX-License-Identifier: GPL-3.0-or-later
// How well an open loop keeps its rate: the mock in real time, 2,000 requests a second.
// Usage: bench-open-loop [RUNS]
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/Files.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr double kRate = 2000;
constexpr double kSeconds = 10;

struct Measured {
    double scheduledRate, achievedRate, sendLagP99Ms;
};

/// Sent requests over the time from the first to the last of them.
Measured readRun(const fs::path& folder) {
    const std::string text = *sagebench::readFile(folder / "short_input_requests.jsonl");
    std::vector<double> due;
    std::vector<double> sent;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const json record = json::parse(text.substr(at, end - at));
        due.push_back(record["scheduled_ns"].get<double>() / 1e9);
        sent.push_back(record["sent_ns"].get<double>() / 1e9);
        at = end + 1;
    }
    const auto rateOf = [](std::vector<double>& times) {
        std::ranges::sort(times);
        return static_cast<double>(times.size() - 1) / (times.back() - times.front());
    };
    const json metrics = json::parse(*sagebench::readFile(folder / "short_input_metrics.json"));
    return {rateOf(due), rateOf(sent), metrics["p99_send_lag_ms"].get<double>()};
}

Measured run(const std::string& process, int number) {
    const fs::path folder =
        fs::temp_directory_path() / fmt::format("sagebench-open-loop-{}", number);
    const std::string command = fmt::format(
        "{}/sagellm-benchmark run --workload short --input-tokens 32 --output-tokens 8 --arrival "
        "{} "
        "--request-rate {} --duration {}s --backend-option slots=4096 --backend-option "
        "kv_tokens=4000000 --seed {} --quiet --json -o {} > {}.json",
        SAGEBENCH_BIN_DIR, process, kRate, kSeconds, number + 1, folder.string(), folder.string());
    if (std::system(command.c_str()) != 0) {
        fmt::print(stderr, "failed: {}\n", command);
        std::exit(1);
    }
    const Measured measured = readRun(folder);
    fs::remove_all(folder);
    fs::remove(folder.string() + ".json");
    return measured;
}

}  // namespace

int main(int argc, char** argv) {
    const int runs = argc > 1 ? std::atoi(argv[1]) : 5;
    fmt::print("{} requests/s for {} s, simulated engine in real time\n", kRate, kSeconds);
    for (const std::string process : {"constant", "poisson"}) {
        std::vector<double> offs;
        std::vector<double> lags;
        for (int i = 0; i < runs; ++i) {
            const Measured measured = run(process, i);
            const double off = 100 * (measured.achievedRate / measured.scheduledRate - 1);
            fmt::print(
                "{:<9} asked {:.2f}/s, achieved {:.2f}/s ({:+.4f} %), send lag p99 {:.4f} ms\n",
                process, measured.scheduledRate, measured.achievedRate, off, measured.sendLagP99Ms);
            offs.push_back(std::abs(off));
            lags.push_back(measured.sendLagP99Ms);
        }
        std::ranges::sort(offs);
        std::ranges::sort(lags);
        fmt::print(
            "{:<9} medians: rate off by {:.4f} % (limit 0.5), send lag p99 {:.4f} ms (limit 1)\n",
            process, offs[offs.size() / 2], lags[lags.size() / 2]);
    }
}
