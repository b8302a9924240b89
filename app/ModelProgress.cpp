// SPDX-License-Identifier: GPL-3.0-or-later
#include "ModelProgress.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "StyledLine.h"
#include "Terminal.h"
#include "base/Time.h"

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kRedrawInterval = 100ms;
constexpr auto kPlainInterval = 10s;
constexpr int kWidestBar = 40;
constexpr int kShortestBar = 8;
/// Rates of shorter times jump about.
constexpr std::chrono::duration<double> kKnown = 500ms;

double fractionOf(const ModelProgress& p) {
    return p.all == 0 ? 0 : static_cast<double>(p.done) / static_cast<double>(p.all);
}

int percentOf(const ModelProgress& p) {
    return static_cast<int>(100 * fractionOf(p));
}

std::optional<std::string> timeLeftText(const ModelProgress& p) {
    if (p.done == 0 || p.elapsed < kKnown) {
        return std::nullopt;
    }
    const double seconds = p.elapsed.count() * (1 / fractionOf(p) - 1);
    return spanText(fromMs(seconds * 1000)) + " left";
}

std::vector<std::string> figures(const ModelProgress& p) {
    std::vector<std::string> texts;
    for (const auto& text : {writingRateText(p.done, p.elapsed), timeLeftText(p)}) {
        if (text) {
            texts.push_back(*text);
        }
    }
    return texts;
}

}  // namespace

std::optional<std::string> writingRateText(std::uint64_t bytes,
                                           std::chrono::duration<double> time) {
    if (time < kKnown) {
        return std::nullopt;
    }
    return fmt::format("{:.0f} MB/s", static_cast<double>(bytes) / 1e6 / time.count());
}

std::string fileSizeText(std::uint64_t bytes) {
    constexpr double kMiB = 1048576.0;
    const double mib = static_cast<double>(bytes) / kMiB;
    return mib < 1000 ? fmt::format("{:.1f} MiB", mib) : fmt::format("{:.1f} GiB", mib / 1024);
}

std::string modelProgressLine(const ModelProgress& p, const ProgressStyle& style) {
    std::vector<Piece> pieces = {{fmt::format(" {} ", glyphsOf(style).current), Colour::Cyan},
                                 {p.name + "  ", Colour::Bold}};
    std::string tail = fmt::format("  {:>3} %", percentOf(p));
    for (const std::string& figure : figures(p)) {
        tail += "  " + figure;
    }
    const int columns = std::min(style.width - 1 - columnsOf(pieces) - columnsOf(tail), kWidestBar);
    if (columns >= kShortestBar) {
        std::ranges::move(bar(fractionOf(p), columns, style), std::back_inserter(pieces));
    }
    pieces.push_back({tail});
    return joined(pieces, style);
}

std::string plainModelProgressLine(const ModelProgress& p) {
    std::vector<std::string> parts = {
        fmt::format("{}: {} % of {}", p.name, percentOf(p), fileSizeText(p.all))};
    std::ranges::move(figures(p), std::back_inserter(parts));
    return fmt::format("{}", fmt::join(parts, ", "));
}

ModelProgressPrinter::ModelProgressPrinter(std::string name, std::FILE* stream)
    : name_(std::move(name)),
      stream_(stream),
      live_(!terminalOf(stream).plain),
      started_(std::chrono::steady_clock::now()),
      shownAt_(started_) {}

ModelProgressPrinter::~ModelProgressPrinter() {
    if (drawn_) {
        write("\r\x1b[K");
    }
}

void ModelProgressPrinter::show(std::uint64_t done, std::uint64_t all) {
    const Time now = std::chrono::steady_clock::now();
    if (now - shownAt_ >= (live_ ? kRedrawInterval : kPlainInterval)) {
        shownAt_ = now;
        drawn_ = live_;
        write(line(done, all, now));
    }
}

std::string ModelProgressPrinter::line(std::uint64_t done, std::uint64_t all, Time now) const {
    const ModelProgress progress{name_, done, all, now - started_};
    if (!live_) {
        return plainModelProgressLine(progress) + "\n";
    }
    const Terminal terminal = terminalOf(stream_);
    const ProgressStyle style{terminal.width, true, terminal.unicode};
    return "\r" + modelProgressLine(progress, style) + "\x1b[K";
}

void ModelProgressPrinter::write(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stream_);
    std::fflush(stream_);
}

}  // namespace sagebench::app
