// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/MeasuredWindow.h"

#include <algorithm>

namespace sagebench {

void MeasuredWindow::add(const RequestRecord& measured) {
    addOther(measured);
    if (measured.outcome == Outcome::Cancelled) {
        return;
    }
    if (measured.sent) {
        firstSent_ = std::min(*measured.sent, firstSent_.valueOr(kNever));
    }
    if (measured.finished) {
        lastFinished_ = std::max(*measured.finished, lastFinished_.valueOr(*measured.finished));
    }
}

void MeasuredWindow::addOther(const RequestRecord& record) {
    if (record.sent && record.finished) {
        requests_.push_back({*record.sent, *record.finished});
    }
}

std::optional<TimeSpan> MeasuredWindow::span() const {
    if (!firstSent_ || !lastFinished_ || *lastFinished_ < *firstSent_) {
        return std::nullopt;
    }
    return TimeSpan{*firstSent_, *lastFinished_};
}

std::optional<InFlight> MeasuredWindow::inFlight() const {
    const auto window = span();
    return window ? inFlightOver(requests_, *window) : std::nullopt;
}

}  // namespace sagebench
