// SPDX-License-Identifier: GPL-3.0-or-later
// bench-trace-reading [ROWS]: how long a trace of the Azure form takes to be read, and what memory
// its rows need. Without an argument, ten million rows.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/Hash.h"
#include "workload/Dataset.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Peak resident memory of this process since it was last reset, MiB.
double peakMb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::strtod(line.c_str() + 6, nullptr) / 1024;
        }
    }
    return 0;
}
void resetPeak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

/// About 115 rows a second, for as long as it takes.
void writeTrace(const fs::path& path, std::uint64_t rows) {
    std::ofstream out(path, std::ios::binary);
    out << "TIMESTAMP,ContextTokens,GeneratedTokens\r\n";
    std::string block;
    for (std::uint64_t i = 0; i < rows; ++i) {
        const std::uint64_t at = i * 86'971;  // of 100 ns
        const std::uint64_t second = at / 10'000'000;
        fmt::format_to(std::back_inserter(block), "2024-05-{:02} {:02}:{:02}:{:02}.{:07},{},{}\r\n",
                       10 + second / 86'400, second / 3600 % 24, second / 60 % 60, second % 60,
                       at % 10'000'000, 1 + hash64(1, i) % 8000, 1 + hash64(2, i) % 800);
        if (block.size() > (1u << 20)) {
            out << block;
            block.clear();
        }
    }
    out << block;
}

int run(std::uint64_t rows) {
    const fs::path path = fs::temp_directory_path() / "sagebench-bench-trace.csv";
    writeTrace(path, rows);
    resetPeak();
    const double before = peakMb();
    const auto begin = Clock::now();
    DatasetSpec spec;
    spec.path = path.string();
    const auto data = Dataset::open(spec, {});
    const double seconds = secondsSince(begin);
    const double grown = peakMb() - before;
    const double fileMb = static_cast<double>(fs::file_size(path)) / (1 << 20);
    fs::remove(path);
    if (!data) {
        fmt::print(stderr, "{}\n", data.error().message);
        return 1;
    }
    const RecordedRequests& requests = (*data)->requests();
    fmt::print(
        "{} rows, {:.0f} MiB of text: read in {:.2f} s ({:.0f} MiB/s), peak memory grew by {:.0f} "
        "MiB; last request at {:.0f} s\n",
        requests.rows, fileMb, seconds, fileMb / seconds, grown,
        static_cast<double>(requests.atNanos.back()) * 1e-9);
    return 0;
}

}  // namespace
}  // namespace sagebench

int main(int argc, char** argv) {
    return sagebench::run(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000);
}
