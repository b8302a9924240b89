// SPDX-License-Identifier: GPL-3.0-or-later
// bench-client-limits [runs=5] [row …]: what the client adds to the server's times and what it can
// take in, beside the plainest reader that this machine allows. Client on one core, reference
// server on the other; medians of interleaved runs, of ratios too. Exit code 1 where a limit is
// missed. Rows: burst, flood, cpu, many, start, workers; none given: all.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "client_limits/Clients.h"
#include "client_limits/WorkersScale.h"
#include "metrics/Distribution.h"

namespace sagebench::bench {
namespace {

namespace fs = std::filesystem;

const Load kBurst{1000, 1000, 64};
const Load kMany{10000, 10000, 64};
const Load kFlood{64, 65536, 128};
const Load kOneByOne{64, 16384, 128};
const Load kOne{1, 1, 2};

using Runs = std::vector<ClientRun>;
using Figure = std::function<double(const ClientRun&)>;

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return percentile(values, 50);
}

double medianOf(const Runs& runs, const Figure& figure) {
    std::vector<double> values;
    for (const ClientRun& run : runs) {
        values.push_back(figure(run));
    }
    return median(values);
}

/// The table, and whether all of it was reached.
class Table {
  public:
    Table() {
        fmt::print("{:<58} {:>12} {:>12} {:>22}\n", "what (medians)", "plain reader", "this client",
                   "limit");
    }
    void row(const std::string& what, const std::string& plain, double ours,
             const std::string& limit, bool good) {
        fmt::print("{:<58} {:>12} {:>12.4g} {:>22} {}\n", what, plain, ours, limit,
                   good ? "reached" : "MISSED");
        std::fflush(stdout);
        reached_ = reached_ && good;
    }
    void atMost(const std::string& what, const std::string& plain, double ours, double most) {
        row(what, plain, ours, fmt::format("<= {}", most), ours <= most);
    }
    bool reached() const { return reached_; }

  private:
    bool reached_ = true;
};

std::string shown(double value) {
    return fmt::format("{:.4g}", value);
}

class Benchmark {
  public:
    Benchmark(int runs, std::set<std::string> rows)
        : runs_(runs),
          rows_(std::move(rows)),
          folder_(fs::temp_directory_path() / fmt::format("sagebench-limits-{}", getpid())) {
        fs::create_directories(folder_);
    }
    ~Benchmark() { fs::remove_all(folder_); }
    Benchmark(const Benchmark&) = delete;
    Benchmark& operator=(const Benchmark&) = delete;

    bool run() {
        const std::vector<std::pair<std::string, void (Benchmark::*)()>> all = {
            {"burst", &Benchmark::burst}, {"flood", &Benchmark::flood},
            {"cpu", &Benchmark::cpu},     {"many", &Benchmark::many},
            {"start", &Benchmark::start}, {"workers", &Benchmark::workers}};
        for (const auto& [name, measure] : all) {
            if (rows_.empty() || rows_.contains(name)) {
                (this->*measure)();
            }
        }
        return table_.reached();
    }

  private:
    /// In turns, so that a change of the machine meets both.
    void measure(const Load& load, const std::vector<std::string>& pace, bool log) {
        plain_.clear();
        ours_.clear();
        for (int i = 0; i < runs_; ++i) {
            plain_.push_back(runPlainReader(load, pace, log, folder_));
            ours_.push_back(runTool(load, pace, log, folder_));
        }
    }
    double plain(const Figure& figure) const { return medianOf(plain_, figure); }
    double ours(const Figure& figure) const { return medianOf(ours_, figure); }
    /// Of the two that ran one after the other: what the machine is slower at then, both are.
    double ratio(const Figure& figure) const {
        std::vector<double> ratios;
        for (std::size_t i = 0; i < ours_.size(); ++i) {
            ratios.push_back(figure(ours_[i]) / figure(plain_[i]));
        }
        return median(ratios);
    }
    void beside(const std::string& what, const Figure& figure, const std::string& limit,
                bool good) {
        table_.row(what, shown(plain(figure)), ours(figure),
                   fmt::format("{:.3f} x, {}", ratio(figure), limit), good);
    }
    void atMost(const std::string& what, const Figure& figure, double most) {
        table_.atMost(what, shown(plain(figure)), ours(figure), most);
    }
    void complete(const std::string& what, const Load& load) {
        const Figure figure = [](const ClientRun& r) {
            return static_cast<double>(r.errors.complete);
        };
        const double least = std::ranges::min(ours_, {}, figure).errors.complete;
        table_.row(what, shown(plain(figure)), least, fmt::format("= {}", load.requests),
                   least == load.requests);
    }

    void burst() {
        measure(kBurst, {}, true);
        complete("1,000 streams x 100 tok/s, 64 tokens: complete, least", kBurst);
        atMost(
            "  false TTFT, mean (ms)", [](auto& r) { return r.errors.ttftMeanMs; }, 0.4);
        atMost(
            "  false TTFT, p99 (ms)", [](auto& r) { return r.errors.ttftP99Ms; }, 1.0);
        atMost(
            "  error of each token gap, p99 (ms)", [](auto& r) { return r.errors.gapP99Ms; }, 0.05);
        atMost(
            "  peak memory (MB)", [](auto& r) { return r.peakMb; }, 60);
    }
    void flood() {
        measure(kFlood, {"--flood"}, false);
        const Figure rate = [](const ClientRun& r) { return r.eventsPerSecond / 1e6; };
        beside("server floods, 64 connections, 128 tokens (M events/s)", rate, ">= 0.5 x",
               ratio(rate) >= 0.5);
    }
    void cpu() {
        measure(kOneByOne, {"--flood", "--write-each"}, false);
        const Figure cost = [](const ClientRun& r) { return r.cpuPerMillion; };
        beside("CPU of a million events, one write each, 64 conn. (s)", cost, "<= 1.15 x",
               ratio(cost) <= 1.15);
    }
    void many() {
        measure(kMany, {"--token-gap", "50ms"}, true);
        complete("10,000 streams x 20 tok/s, 64 tokens: complete, least", kMany);
        atMost(
            "  false TTFT, p99 (ms)", [](auto& r) { return r.errors.ttftP99Ms; }, 5);
    }
    void start() {
        measure(kOne, {}, true);
        atMost(
            "from the start of the process to its first request (ms)",
            [](auto& r) { return r.toFirstRequestMs; }, 30);
    }
    void workers() {
        std::vector<double> ratios;
        for (int i = 0; i < runs_; ++i) {
            ratios.push_back(workersScale());
        }
        table_.row("two workers on bytes in memory, times as fast as one", "-", median(ratios),
                   ">= 1.8", median(ratios) >= 1.8);
        fmt::print("  (over sockets this needs four cores to show: two for the server)\n");
    }

    const int runs_;
    const std::set<std::string> rows_;
    const fs::path folder_;
    Table table_;
    Runs plain_, ours_;
};

}  // namespace
}  // namespace sagebench::bench

int main(int argc, char** argv) {
    const int runs = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 5;
    const std::set<std::string> rows(argv + std::min(argc, 2), argv + argc);
    return sagebench::bench::Benchmark(runs, rows).run() ? 0 : 1;
}
