// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProgressPrinter.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

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

ProgressPrinter::ProgressPrinter(const RunPlan& plan, std::FILE* stream, std::string banner)
    : workloads_(plan.workloads),
      stream_(stream),
      banner_(std::move(banner)),
      live_(!terminalOf(stream).plain) {
    for (const WorkloadSpec& workload : workloads_) {
        nameWidth_ = std::min(std::max(nameWidth_, columnsOf(workload.name)), kWidestName);
        countDigits_ = std::max(countDigits_, columnsOf(fmt::to_string(workload.numRequests)));
    }
}

ProgressPrinter::~ProgressPrinter() {
    clear();
}

void ProgressPrinter::show(const RunSnapshot& snapshot, TimePoint now) {
    if (!live_) {
        showPlain(snapshot, now);
    } else if (isDue(shownAt_, now, kRedrawInterval)) {
        shownAt_ = now;
        auto lines = progressLines(snapshot, styleNow());
        if (!banner_.empty()) {
            lines.insert(lines.begin(), clipped(banner_, terminalOf(stream_).width - 1));
        }
        redraw(lines);
    }
}

void ProgressPrinter::showPlain(const RunSnapshot& snapshot, TimePoint now) {
    if (snapshot.workload.empty()) {
        return;
    }
    if (announced_ < snapshot.workloadIndex) {
        shownAt_ = now;
        announce(snapshot.workloadIndex);
    } else if (isDue(shownAt_, now, kPlainInterval)) {
        shownAt_ = now;
        note(plainProgressLine(snapshot));
    }
}

void ProgressPrinter::announce(int index) {
    if (announced_ >= index) {
        return;
    }
    const bool first = std::exchange(announced_, index) < 0;
    if (!banner_.empty()) {
        if (first) {
            note(banner_);
        }
        return;
    }
    note(plainStartLine(workloads_.at(static_cast<std::size_t>(index)), index,
                        static_cast<int>(workloads_.size())));
}

void ProgressPrinter::workloadFinished(const WorkloadMetrics& metrics) {
    const int index = finished_++;
    if (live_) {
        note(finishedLine(metrics, styleNow()));
        return;
    }
    announce(index);
    note(plainFinishedLine(metrics, index, static_cast<int>(workloads_.size())));
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
    return {terminal.width, !terminal.plain, terminal.unicode, nameWidth_, countDigits_};
}

}  // namespace sagebench::app
