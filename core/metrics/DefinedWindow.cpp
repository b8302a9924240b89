// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/DefinedWindow.h"

#include <algorithm>
#include <map>

#include "metrics/FigureBounds.h"

namespace sagebench {
namespace {

void takeEarlier(Stamp& earliest, Stamp candidate) {
    if (candidate) {
        earliest = std::min(*candidate, earliest.valueOr(kNever));
    }
}

void takeLater(Stamp& latest, Stamp candidate) {
    if (candidate) {
        latest = std::max(*candidate, latest.valueOr(*candidate));
    }
}

Stamp lastChunk(const RequestRecord& record) {
    return record.chunks.empty() ? Stamp() : Stamp(record.chunks.back().at);
}

std::int64_t secondOf(Nanos since) {
    return since / std::chrono::seconds(1);
}

}  // namespace

void DefinedWindow::add(const RequestRecord& measured) {
    ours_.add(measured);
    if (measured.outcome == Outcome::Cancelled) {
        return;
    }
    takeEarlier(firstSent_, measured.sent);
    takeEarlier(firstDue_, measured.scheduled);
    takeLater(lastFinished_, measured.finished);
    if (measured.sent && *measured.sent >= lastSent_.valueOr(*measured.sent)) {
        lastSent_ = measured.sent;
        lastQueryFinished_ = measured.finished;
    }
    if (measured.outcome != Outcome::Ok) {
        return;
    }
    const Stamp content = measured.chunks.empty() ? measured.finished : lastChunk(measured);
    takeLater(lastContent_, content);
    const Stamp end = tool_.last == LastEvent::Response ? measured.finished : content;
    if (measured.sent && end && *end >= *measured.sent) {
        successful_.push_back({*measured.sent, *end});
    }
}

DefinedWindow::Ends DefinedWindow::ends() const {
    switch (tool_.duration) {
        case DurationKind::DueToFinished:
            return {firstDue_, lastFinished_};
        case DurationKind::SentToLastContent:
            return {firstSent_, lastContent_};
        case DurationKind::DueToEndOfLastQuery:
            return {firstDue_, lastQueryFinished_};
        case DurationKind::SentToFinished:
            break;
    }
    return {firstSent_, lastFinished_};
}

DefinedNumber DefinedWindow::duration() const {
    const auto [from, to] = ends();
    if (facts_.commonClock && from && to && *to >= *from) {
        const bool content = tool_.duration == DurationKind::SentToLastContent;
        return {toSeconds(*to - *from), tool_.durationIsLeast ? FigureBound::AtLeast
                                        : content ? lastBound(LastEvent::Content, facts_.origin)
                                                  : FigureBound::Exact};
    }
    if (facts_.durationSeconds) {
        return {facts_.durationSeconds,
                tool_.tool == facts_.origin ? FigureBound::Exact : FigureBound::About};
    }
    return {std::nullopt, {}, "records tell no begin and end of the load"};
}

/// A request counts in each second that it touches.
std::optional<double> DefinedWindow::fullestSecond() const {
    if (successful_.empty()) {
        return std::nullopt;
    }
    const Nanos start = std::ranges::min(successful_, {}, &TimeSpan::from).from;
    // What comes and goes at each second; a running sum is then what is there.
    std::map<std::int64_t, std::int64_t> change;
    for (const TimeSpan& request : successful_) {
        ++change[secondOf(request.from - start)];
        --change[secondOf(request.to - start) + 1];
    }
    std::int64_t now = 0, most = 0;
    for (const auto& [second, step] : change) {
        now += step;
        most = std::max(most, now);
    }
    return static_cast<double>(most);
}

DefinedNumber DefinedWindow::peak() const {
    constexpr const char* kNoStamps = "records tell no begin and end of requests";
    std::optional<double> peak;
    FigureBound bound = FigureBound::Exact;
    switch (tool_.peak) {
        case PeakKind::None:
            return {std::nullopt, {}, "not compared"};
        case PeakKind::Sweep:
            if (const auto inFlight = ours_.inFlight()) {
                peak = static_cast<double>(inFlight->peak);
            }
            break;
        case PeakKind::Seconds:
            peak = fullestSecond();
            bound = lastBound(tool_.last, facts_.origin);
            break;
    }
    const bool known = facts_.commonClock && peak.has_value();
    return known ? DefinedNumber{peak, bound} : DefinedNumber{std::nullopt, {}, kNoStamps};
}

}  // namespace sagebench
