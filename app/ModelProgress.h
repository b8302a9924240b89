// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "TerminalProgress.h"

namespace sagebench::app {

/// How far a model file is written.
struct ModelProgress {
    std::string name;
    std::uint64_t done = 0;  ///< bytes
    std::uint64_t all = 0;   ///< bytes
    std::chrono::duration<double> elapsed{};
};

/// "512 MB/s" (of a million bytes); absent where nothing can be said yet.
std::optional<std::string> writingRateText(std::uint64_t bytes, std::chrono::duration<double> time);

/// " ▸ llama-3-8b  ━━━━━╸────  42 %  512 MB/s  9 s left"
std::string modelProgressLine(const ModelProgress& progress, const ProgressStyle& style);
/// "llama-3-8b: 42 % of 4.3 GiB, 512 MB/s, 9 s left"
std::string plainModelProgressLine(const ModelProgress& progress);

/// "38.1 MiB", "4.3 GiB".
std::string fileSizeText(std::uint64_t bytes);

/// Shows it on stderr: a line redrawn at most ten times a second on a terminal, elsewhere a plain
/// line each ten seconds, so none for what is quickly done. One thread.
class ModelProgressPrinter {
  public:
    ModelProgressPrinter(std::string name, std::FILE* stream);
    /// Takes the line off the terminal.
    ~ModelProgressPrinter();
    ModelProgressPrinter(const ModelProgressPrinter&) = delete;
    ModelProgressPrinter& operator=(const ModelProgressPrinter&) = delete;

    void show(std::uint64_t done, std::uint64_t all);

  private:
    using Time = std::chrono::steady_clock::time_point;

    std::string line(std::uint64_t done, std::uint64_t all, Time now) const;
    void write(const std::string& text);

    std::string name_;
    std::FILE* stream_;
    bool live_;
    bool drawn_ = false;
    Time started_;
    Time shownAt_;
};

}  // namespace sagebench::app
