// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/RateCurve.h"

#include <algorithm>
#include <cmath>

namespace sagebench {

RateCurve::RateCurve(double rate, LoadRamp ramp)
    : rate_(rate), ramp_(std::move(ramp)), span_(toSeconds(ramp_.span)) {}

double RateCurve::timeOf(double events) const {
    switch (ramp_.kind) {
        case LoadRamp::Kind::None:
            break;
        case LoadRamp::Kind::Linear:
            return alongLine(events);
        case LoadRamp::Kind::Exponential:
            return alongExponential(events);
        case LoadRamp::Kind::Steps:
            return alongSteps(events);
    }
    return events / rate_;
}

double RateCurve::rateAt(double seconds) const {
    const auto& levels = ramp_.levels;
    const double share = span_ > 0 ? std::min(seconds / span_, 1.0) : 1;
    switch (ramp_.kind) {
        case LoadRamp::Kind::None:
            break;
        case LoadRamp::Kind::Linear:
            return levels[0] + (levels[1] - levels[0]) * share;
        case LoadRamp::Kind::Exponential:
            return levels[0] * std::pow(levels[1] / levels[0], share);
        case LoadRamp::Kind::Steps:
            return levels[std::min(static_cast<std::size_t>(seconds / span_), levels.size() - 1)];
    }
    return rate_;
}

double RateCurve::alongLine(double events) const {
    const double from = ramp_.levels[0];
    const double to = ramp_.levels[1];
    const double inRamp = (from + to) / 2 * span_;
    if (events >= inRamp) {
        return span_ + (events - inRamp) / to;
    }
    const double slope = (to - from) / span_;
    return 2 * events / (from + std::sqrt(from * from + 2 * slope * events));
}

double RateCurve::alongExponential(double events) const {
    const double from = ramp_.levels[0];
    const double to = ramp_.levels[1];
    if (from == to) {
        return events / from;
    }
    const double growth = std::log(to / from) / span_;
    const double inRamp = (to - from) / growth;
    return events >= inRamp ? span_ + (events - inRamp) / to
                            : std::log1p(growth * events / from) / growth;
}

double RateCurve::alongSteps(double events) const {
    double before = 0;
    for (const double& level : ramp_.levels) {
        const bool isLast = &level == &ramp_.levels.back();
        if (isLast || events < level * span_) {
            return before + events / level;
        }
        events -= level * span_;
        before += span_;
    }
    return before;
}

}  // namespace sagebench
