// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProgressPrinter.h"

#include <fmt/format.h>

#include <algorithm>

#include "Terminal.h"
#include "TextStyle.h"

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kRedrawInterval = 100ms;
constexpr auto kPlainInterval = 10s;
constexpr int kWidestName = 24;

bool isDue(std::optional<TimePoint> last, TimePoint now, std::chrono::milliseconds interval) {
    return !last || now - *last >= interval;
}

}  // namespace

ProgressPrinter::ProgressPrinter(const RunPlan& plan, std::FILE* stream)
    : stream_(stream),
      live_(!terminalOf(stream).plain),
      workloadCount_(static_cast<int>(plan.workloads.size())) {
    for (const WorkloadSpec& workload : plan.workloads) {
        nameWidth_ = std::min(std::max(nameWidth_, columnsOf(workload.name)), kWidestName);
    }
}

ProgressPrinter::~ProgressPrinter() {
    clear();
}

void ProgressPrinter::show(const RunSnapshot& snapshot, TimePoint now) {
    if (!live_) {
        announce(snapshot, now);
    } else if (isDue(shownAt_, now, kRedrawInterval)) {
        shownAt_ = now;
        redraw(progressLines(snapshot, styleNow()));
    }
}

void ProgressPrinter::announce(const RunSnapshot& snapshot, TimePoint now) {
    if (snapshot.workload.empty()) {
        return;
    }
    if (announced_ != snapshot.workloadIndex) {
        announced_ = snapshot.workloadIndex;
        shownAt_ = now;
        note(plainStartLine(snapshot));
    } else if (isDue(shownAt_, now, kPlainInterval)) {
        shownAt_ = now;
        note(plainProgressLine(snapshot));
    }
}

void ProgressPrinter::workloadFinished(const WorkloadMetrics& metrics) {
    const int index = finished_++;
    if (live_) {
        clear();
        note(finishedLine(metrics, styleNow()));
        return;
    }
    if (announced_.value_or(-1) < index) {
        announced_ = index;
        RunSnapshot snapshot;
        snapshot.workload = metrics.name;
        snapshot.workloadIndex = index;
        snapshot.workloadCount = workloadCount_;
        note(plainStartLine(snapshot));
    }
    note(plainFinishedLine(metrics, index, workloadCount_));
}

void ProgressPrinter::note(std::string_view line) {
    clear();
    write(fmt::format("{}\n", line));
}

void ProgressPrinter::clear() {
    if (!drawnColumns_.empty()) {
        write(toTop() + "\x1b[J");
        drawnColumns_.clear();
        shownAt_.reset();
    }
}

void ProgressPrinter::redraw(const std::vector<std::string>& lines) {
    std::string text = toTop();
    drawnColumns_.clear();
    for (const std::string& line : lines) {
        text += line + "\x1b[K\n";
        drawnColumns_.push_back(columnsOf(line));
    }
    write(text + "\x1b[J");
}

std::string ProgressPrinter::toTop() const {
    const int width = std::max(terminalOf(stream_).width, 1);
    int rows = 0;
    for (const int columns : drawnColumns_) {
        rows += std::max((columns + width - 1) / width, 1);
    }
    return rows > 0 ? fmt::format("\r\x1b[{}A", rows) : std::string();
}

void ProgressPrinter::write(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream_);
    std::fflush(stream_);
}

ProgressStyle ProgressPrinter::styleNow() const {
    const Terminal terminal = terminalOf(stream_);
    return {terminal.width, !terminal.plain, terminal.unicode, nameWidth_};
}

}  // namespace sagebench::app
