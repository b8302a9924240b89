// SPDX-License-Identifier: GPL-3.0-or-later
// bench-client-accuracy [runs=5] [streams=1000]: the client's own error at a burst of 1,000
// streams. A paced server on one core logs the true times, the command-line tool on the other
// reports; the medians of several runs are compared. Exit code 1 where the limits of the project
// are missed.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "metrics/Distribution.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using sagebench::Distribution;

struct Figures {
    Distribution ttft;
    Distribution itl;
    double sendLagP99 = 0;
    std::string verdict;
    std::string stampSource;
};

struct Server {
    pid_t pid = -1;
    std::string port;
};

Server startServer(const fs::path& log) {
    std::array<int, 2> pipe_{};
    if (pipe(pipe_.data()) != 0) {
        std::exit(2);
    }
    const std::string program = std::string(SAGEBENCH_BIN_DIR) + "/paced-server";
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(pipe_[1], STDOUT_FILENO);
        execl(program.c_str(), program.c_str(), "0", log.c_str(), nullptr);
        _exit(127);
    }
    close(pipe_[1]);
    std::array<char, 64> text{};
    const ssize_t got = read(pipe_[0], text.data(), text.size() - 1);
    close(pipe_[0]);
    return {pid, std::string(text.data(), got > 0 ? static_cast<std::size_t>(got - 1) : 0)};
}

void stopServer(const Server& server) {
    kill(server.pid, SIGTERM);
    waitpid(server.pid, nullptr, 0);
}

Figures truthOf(const fs::path& log) {
    std::ifstream in(log);
    std::vector<double> ttft, itl;
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        std::int64_t previous = 0, at = 0;
        fields >> previous;
        for (bool first = true; fields >> at; first = false) {
            (first ? ttft : itl).push_back(static_cast<double>(at - previous) / 1e6);
            previous = at;
        }
    }
    return {sagebench::distributionOf(ttft), sagebench::distributionOf(itl), 0, "", ""};
}

Figures reportedIn(const fs::path& metrics) {
    std::ifstream in(metrics);
    const json m = json::parse(in);
    Figures figures;
    figures.ttft.avg = m["avg_ttft_ms"].get<double>();
    figures.ttft.p99 = m["p99_ttft_ms"].get<double>();
    figures.itl.p99 = m["p99_itl_ms"].get<double>();
    figures.itl.avg = m["avg_itl_ms"].get<double>();
    figures.sendLagP99 = m["p99_send_lag_ms"].get<double>();
    figures.verdict = m["validity"]["verdict"].get<std::string>();
    figures.stampSource = m["stamp_source"].get<std::string>();
    return figures;
}

int runClient(const std::string& port, int streams, const fs::path& folder) {
    std::ofstream(folder / "burst.json") << fmt::format(
        R"({{"name":"burst","prompt_tokens":32,"output_tokens":64,"num_requests":{},"concurrency":"all"}})",
        streams);
    const std::string command = fmt::format(
        "taskset -c 1 {}/sagellm-benchmark run --quiet --backend openai --base-url "
        "http://127.0.0.1:{} --workload "
        "{}/burst.json -o {}/out",
        SAGEBENCH_BIN_DIR, port, folder.string(), folder.string());
    return std::system(command.c_str());
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return sagebench::percentile(values, 50);
}

}  // namespace

int main(int argc, char** argv) {
    const int runs = argc > 1 ? std::atoi(argv[1]) : 5;
    const int streams = argc > 2 ? std::atoi(argv[2]) : 1000;
    const fs::path folder =
        fs::temp_directory_path() / fmt::format("sagebench-accuracy-{}", getpid());
    fs::create_directories(folder);
    std::vector<double> meanError, p99Error, itlError;
    fmt::print("{:>4} {:>22} {:>22} {:>22} {:>9} {:>7} {}\n", "run", "TTFT mean true/said",
               "TTFT p99 true/said", "ITL p99 true/said", "send lag", "stamps", "verdict");
    for (int run = 1; run <= runs; ++run) {
        const Server server = startServer(folder / "truth.log");
        const int status = runClient(server.port, streams, folder);
        stopServer(server);
        if (status != 0) {
            fmt::print(stderr, "the client ended with status {}\n", status);
            return 2;
        }
        const Figures truth = truthOf(folder / "truth.log");
        const Figures said = reportedIn(folder / "out/burst_metrics.json");
        meanError.push_back(std::abs(*said.ttft.avg - *truth.ttft.avg));
        p99Error.push_back(std::abs(*said.ttft.p99 - *truth.ttft.p99));
        itlError.push_back(std::abs(*said.itl.p99 - *truth.itl.p99));
        fmt::print(
            "{:>4} {:>10.3f} / {:>9.3f} {:>10.3f} / {:>9.3f} {:>10.3f} / {:>9.3f} {:>9.3f} {:>7} "
            "{}\n",
            run, *truth.ttft.avg, *said.ttft.avg, *truth.ttft.p99, *said.ttft.p99, *truth.itl.p99,
            *said.itl.p99, said.sendLagP99, said.stampSource, said.verdict);
    }
    fs::remove_all(folder);
    const bool good = median(meanError) <= 1 && median(p99Error) <= 3 && median(itlError) <= 0.5;
    fmt::print(
        "median error of {} runs at {} streams (ms): TTFT mean {:.3f} (limit 1), TTFT p99 {:.3f} "
        "(limit 3), "
        "ITL p99 {:.3f} (limit 0.5): {}\n",
        runs, streams, median(meanError), median(p99Error), median(itlError),
        good ? "reached" : "MISSED");
    return good ? 0 : 1;
}
