// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "TerminalProgress.h"
#include "plan/RunPlan.h"

namespace sagebench::app {

using TimePoint = std::chrono::steady_clock::time_point;

/// Shows a run on stderr while it goes on: redrawn in place on a terminal, at most ten times a
/// second; plain lines elsewhere (a workload's start, its end, and one each ten seconds between).
/// One thread.
class ProgressPrinter {
  public:
    /// `banner` stands above the live picture, and elsewhere in place of the workloads' starts.
    ProgressPrinter(const RunPlan& plan, std::FILE* stream, std::string banner = {});
    /// Takes the live picture off the terminal.
    ~ProgressPrinter();
    ProgressPrinter(const ProgressPrinter&) = delete;
    ProgressPrinter& operator=(const ProgressPrinter&) = delete;

    void show(const RunSnapshot& snapshot, TimePoint now);
    void workloadFinished(const WorkloadMetrics& metrics);
    /// A line that stays, above the live picture.
    void note(std::string_view line);
    void clear();

  private:
    ProgressStyle styleNow() const;
    void showPlain(const RunSnapshot& snapshot, TimePoint now);
    /// The start of a workload, once.
    void announce(int index);
    void redraw(const std::vector<std::string>& lines);
    /// What moves the cursor to the first row of the live picture; its rows are counted at today's
    /// width.
    std::string toTop() const;
    void write(std::string_view text);

    std::vector<WorkloadSpec> workloads_;
    std::FILE* stream_;
    std::string banner_;
    bool live_;
    int nameWidth_ = 0;
    int countDigits_ = 0;
    int finished_ = 0;
    int announced_ = -1;
    std::optional<TimePoint> shownAt_;
    std::vector<int> drawnColumns_;
};

}  // namespace sagebench::app
