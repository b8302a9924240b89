// SPDX-License-Identifier: GPL-3.0-or-later
#include "TerminalProgress.h"

#include <fmt/format.h>

#include <algorithm>

#include "StyledLine.h"

namespace sagebench::app {
namespace {

constexpr int kShortestBar = 8;

std::string paddedName(const std::string& name, const ProgressStyle& style) {
    return fmt::format("{:<{}}", name, style.nameWidth);
}

std::string headLine(const RunSnapshot& s, const ProgressStyle& style) {
    const double fraction =
        s.total == 0 ? 0 : static_cast<double>(s.done()) / static_cast<double>(s.total);
    std::vector<Piece> pieces = {
        {fmt::format(" {} ", glyphsOf(style).current), Colour::Cyan},
        {paddedName(s.workload, style), Colour::Bold},
        {fmt::format("  {}/{}  ", s.workloadIndex + 1, s.workloadCount), Colour::Dim},
    };
    const std::string count =
        s.total == 0 ? "" : fmt::format("  {}/{}  {:.0f} %", s.done(), s.total, 100 * fraction);
    const int barColumns = style.width - 1 - columnsOf(pieces) - columnsOf(count);
    if (s.total > 0 && barColumns >= kShortestBar) {
        std::ranges::move(bar(fraction, barColumns, style), std::back_inserter(pieces));
    }
    pieces.push_back({count});
    return joined(pieces, style);
}

std::string_view phaseText(RunPhase phase) {
    switch (phase) {
        case RunPhase::Connecting:
            return "connecting";
        case RunPhase::Preparing:
            return "preparing prompts";
        case RunPhase::Warmup:
            return "warm-up";
        case RunPhase::Running:
            return "";
        case RunPhase::Finishing:
            return "finishing";
    }
    return "";
}

bool sendsRequests(RunPhase phase) {
    return phase == RunPhase::Warmup || phase == RunPhase::Running;
}

std::optional<double> msOf(std::optional<Nanos> time) {
    return time ? std::optional(toMs(*time)) : std::nullopt;
}

/// The figures of a moment, the most wanted first.
std::vector<Piece> figures(const RunSnapshot& s) {
    std::vector<Piece> items;
    if (const std::string_view phase = phaseText(s.phase); !phase.empty()) {
        items.push_back({std::string(phase), Colour::Yellow});
    }
    if (!sendsRequests(s.phase)) {
        return items;
    }
    items.push_back({fmt::format("{} in flight", s.inFlight)});
    items.push_back({fmt::format("{} error{}", s.failed, s.failed == 1 ? "" : "s"),
                     s.failed > 0 ? Colour::Red : Colour::None});
    items.push_back({"TTFT p50 " + latencyText(msOf(s.ttftP50))});
    items.push_back({tokenRateText(s.outputTokensPerSecond)});
    if (s.remaining) {
        items.push_back({spanText(*s.remaining) + " left"});
    }
    return items;
}

std::string figuresLine(std::vector<Piece> items, const ProgressStyle& style) {
    const std::string separator = std::string(glyphsOf(style).separator);
    std::vector<Piece> pieces = {{"   "}};
    for (Piece& item : items) {
        if (columnsOf(pieces) + 3 + columnsOf(item.text) > style.width - 1) {
            break;
        }
        if (pieces.size() > 1) {
            pieces.push_back({separator, Colour::Dim});
        }
        pieces.push_back(std::move(item));
    }
    return joined(pieces, style);
}

Piece verdictOf(const WorkloadMetrics& m, const ProgressStyle& style) {
    const Glyphs& glyphs = glyphsOf(style);
    if (m.successfulRequests == 0) {
        return {fmt::format(" {} ", glyphs.failed), Colour::Red};
    }
    return m.failedRequests > 0 || m.interrupted
               ? Piece{fmt::format(" {} ", glyphs.partly), Colour::Yellow}
               : Piece{fmt::format(" {} ", glyphs.ok), Colour::Green};
}

std::string failedText(const WorkloadMetrics& m) {
    return fmt::format("{} failed ({})", m.failedRequests, errorsText(m));
}

std::string durationText(const WorkloadMetrics& m) {
    return m.durationSeconds ? spanText(fromMs(*m.durationSeconds * 1000)) : "n/a";
}

}  // namespace

std::vector<std::string> progressLines(const RunSnapshot& snapshot, const ProgressStyle& style) {
    if (snapshot.workload.empty()) {
        return {figuresLine(figures(snapshot), style)};
    }
    return {headLine(snapshot, style), figuresLine(figures(snapshot), style)};
}

std::string finishedLine(const WorkloadMetrics& m, const ProgressStyle& style) {
    std::vector<Piece> pieces = {verdictOf(m, style), {paddedName(m.name, style), Colour::Bold}};
    const auto add = [&](const std::string& text, Colour colour = Colour::None) {
        pieces.push_back({"  " + text, colour});
    };
    add(fmt::format("{}/{} ok", m.successfulRequests, m.totalRequests));
    if (m.failedRequests > 0) {
        add(failedText(m), Colour::Red);
    }
    if (m.interrupted) {
        add("interrupted", Colour::Yellow);
    }
    add("TTFT p50 " + latencyText(m.ttft.p50));
    add("TPOT p50 " + latencyText(m.tpot.p50));
    add(tokenRateText(m.outputThroughputTps));
    add(durationText(m), Colour::Dim);
    return joined(pieces, style);
}

std::string plainStartLine(const RunSnapshot& s) {
    return fmt::format("[{}/{}] {}: started", s.workloadIndex + 1, s.workloadCount, s.workload);
}

std::string plainProgressLine(const RunSnapshot& s) {
    std::string line =
        fmt::format("[{}/{}] {}: ", s.workloadIndex + 1, s.workloadCount, s.workload);
    if (sendsRequests(s.phase)) {
        line += fmt::format("{}/{} done", s.done(), s.total);
    }
    for (const Piece& item : figures(s)) {
        line += (line.ends_with(": ") ? "" : ", ") + item.text;
    }
    return line;
}

std::string plainFinishedLine(const WorkloadMetrics& m, int index, int count) {
    const std::string failed = m.failedRequests > 0 ? failedText(m) : "0 failed";
    return fmt::format("[{}/{}] {}: {} in {}: {} ok, {}, TTFT p50 {}, TPOT p50 {}, {}", index + 1,
                       count, m.name, m.interrupted ? "interrupted" : "done", durationText(m),
                       m.successfulRequests, failed, latencyText(m.ttft.p50),
                       latencyText(m.tpot.p50), tokenRateText(m.outputThroughputTps));
}

std::string errorsText(const WorkloadMetrics& metrics) {
    std::string text;
    for (const auto& [category, count] : metrics.errorsByCategory) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", category, count);
    }
    return text;
}

}  // namespace sagebench::app
