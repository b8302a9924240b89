// SPDX-License-Identifier: GPL-3.0-or-later
#include "TerminalProgress.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "StyledLine.h"
#include "plan/LoadText.h"

namespace sagebench::app {
namespace {

constexpr int kShortestBar = 8;

std::string paddedName(const std::string& name, const ProgressStyle& style) {
    return fmt::format("{:<{}}", name, style.nameWidth);
}

/// " 7/10   70 %", as wide at the start as at the end; without a number of requests " 7   70 %".
std::string countText(const RunSnapshot& s) {
    const std::string total = fmt::to_string(s.total);
    const int percent = static_cast<int>(100 * s.fraction());
    if (s.total > 0) {
        return fmt::format("  {:>{}}/{}  {:>3} %", s.done(), total.size(), total, percent);
    }
    return s.planned ? fmt::format("  {}  {:>3} %", s.done(), percent) : "";
}

std::string headLine(const RunSnapshot& s, const ProgressStyle& style) {
    std::vector<Piece> pieces = {
        {fmt::format(" {} ", glyphsOf(style).current), Colour::Cyan},
        {paddedName(s.workload, style), Colour::Bold},
        {fmt::format("  {}/{}  ", s.workloadIndex + 1, s.workloadCount), Colour::Dim},
    };
    const std::string count = countText(s);
    const int barColumns = style.width - 1 - columnsOf(pieces) - columnsOf(count);
    if ((s.total > 0 || s.planned) && barColumns >= kShortestBar) {
        std::ranges::move(bar(s.fraction(), barColumns, style), std::back_inserter(pieces));
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

/// `start` and as many of `items` as fit, so that no figure is cut in two.
std::string lineOf(std::vector<Piece> start, std::vector<Piece> items, std::string_view separator,
                   const ProgressStyle& style) {
    bool first = true;
    for (Piece& item : items) {
        const std::string_view before = std::exchange(first, false) ? "" : separator;
        if (columnsOf(start) + columnsOf(before) + columnsOf(item.text) > style.width - 1) {
            break;
        }
        start.push_back({std::string(before), Colour::Dim});
        start.push_back(std::move(item));
    }
    return joined(start, style);
}

std::string figuresLine(const RunSnapshot& snapshot, const ProgressStyle& style) {
    return lineOf({{"   "}}, figures(snapshot), glyphsOf(style).separator, style);
}

Piece verdictOf(const WorkloadMetrics& m, const ProgressStyle& style) {
    const Glyphs& glyphs = glyphsOf(style);
    if (m.successfulRequests == 0) {
        return {fmt::format(" {} ", glyphs.failed), Colour::Red};
    }
    return m.failedRequests > 0 || m.interrupted || m.cancelledRequests.value_or(0) > 0 ||
                   !m.validity.isTrusted()
               ? Piece{fmt::format(" {} ", glyphs.partly), Colour::Yellow}
               : Piece{fmt::format(" {} ", glyphs.ok), Colour::Green};
}

std::string failedText(const WorkloadMetrics& m) {
    return fmt::format("{} failed ({})", m.failedRequests, errorsText(m));
}

std::string cancelledText(const WorkloadMetrics& m) {
    const auto cancelled = m.cancelledRequests.value_or(0);
    return cancelled > 0 ? fmt::format("{} cancelled", cancelled) : std::string();
}

/// The verdict of a run that is not valid; one whose figures are good but few stands last.
std::string doubtText(const Validity& validity, bool trusted) {
    return !validity.reasons.empty() && validity.isTrusted() == trusted ? validity.verdict
                                                                        : std::string();
}

/// What the watch of a live run says, cut to the line; all of it is told at the end.
std::vector<Piece> troublePieces(const Validity& validity, const ProgressStyle& style) {
    const std::string text = validity.verdict + ": " + validity.reasons.front();
    return {{"   "}, {clipped(text, style.width - 4), Colour::Yellow}};
}

std::string durationText(const WorkloadMetrics& m) {
    return m.durationSeconds ? spanText(fromMs(*m.durationSeconds * 1000)) : "n/a";
}

}  // namespace

std::vector<std::string> progressLines(const RunSnapshot& snapshot, const ProgressStyle& style) {
    if (snapshot.workload.empty()) {
        return {figuresLine(snapshot, style)};
    }
    std::vector<std::string> lines{headLine(snapshot, style), figuresLine(snapshot, style)};
    if (!snapshot.validity.reasons.empty()) {
        lines.push_back(joined(troublePieces(snapshot.validity, style), style));
    }
    return lines;
}

std::string finishedLine(const WorkloadMetrics& m, const ProgressStyle& style) {
    const int countColumns = 2 * style.countDigits + 4;
    const std::string count = fmt::format("{}/{} ok", m.successfulRequests, m.totalRequests);
    std::vector<Piece> items = {{fmt::format("{:>{}}", count, countColumns)}};
    if (m.failedRequests > 0) {
        items.push_back({failedText(m), Colour::Red});
    }
    if (const auto text = cancelledText(m); !text.empty()) {
        items.push_back({text, Colour::Yellow});
    }
    if (m.interrupted) {
        items.push_back({"interrupted", Colour::Yellow});
    }
    if (const auto text = doubtText(m.validity, false); !text.empty()) {
        items.push_back({text, Colour::Yellow});
    }
    items.push_back({fmt::format("TTFT p50 {:>7}", latencyText(m.ttft.p50))});
    items.push_back({fmt::format("TPOT p50 {:>7}", latencyText(m.tpot.p50))});
    items.push_back({fmt::format("{:>10}", tokenRateText(m.outputThroughputTps))});
    items.push_back({durationText(m), Colour::Dim});
    if (const auto text = doubtText(m.validity, true); !text.empty()) {
        items.push_back({text, Colour::Dim});
    }
    return lineOf({verdictOf(m, style), {paddedName(m.name, style) + "  ", Colour::Bold}},
                  std::move(items), "  ", style);
}

std::string plainStartLine(const WorkloadSpec& spec, int index, int count) {
    return fmt::format("[{}/{}] {}: {}", index + 1, count, spec.name, loadText(spec));
}

std::string plainProgressLine(const RunSnapshot& s) {
    std::string line =
        fmt::format("[{}/{}] {}: ", s.workloadIndex + 1, s.workloadCount, s.workload);
    if (sendsRequests(s.phase)) {
        line += s.total > 0 ? fmt::format("{}/{} done", s.done(), s.total)
                            : fmt::format("{} done", s.done());
    }
    for (const Piece& item : figures(s)) {
        line += (line.ends_with(": ") ? "" : ", ") + item.text;
    }
    if (!s.validity.reasons.empty()) {
        line += fmt::format(", {} ({})", s.validity.verdict, s.validity.reasons.front());
    }
    return line;
}

std::string plainFinishedLine(const WorkloadMetrics& m, int index, int count) {
    std::string failed = m.failedRequests > 0 ? failedText(m) : "0 failed";
    if (const auto text = cancelledText(m); !text.empty()) {
        failed += ", " + text;
    }
    if (const auto text = doubtText(m.validity, false); !text.empty()) {
        failed += ", " + text;
    }
    const std::string few = doubtText(m.validity, true);
    return fmt::format("[{}/{}] {}: {} in {}: {} ok, {}, TTFT p50 {}, TPOT p50 {}, {}{}", index + 1,
                       count, m.name, m.interrupted ? "interrupted" : "done", durationText(m),
                       m.successfulRequests, failed, latencyText(m.ttft.p50),
                       latencyText(m.tpot.p50), tokenRateText(m.outputThroughputTps),
                       few.empty() ? "" : ", " + few);
}

std::string errorsText(const WorkloadMetrics& metrics) {
    std::string text;
    for (const auto& [category, count] : metrics.errorsByCategory) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", category, count);
    }
    return text;
}

}  // namespace sagebench::app
