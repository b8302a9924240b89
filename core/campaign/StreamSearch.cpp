// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/StreamSearch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sagebench {
namespace {

/// A loopback address has ports for so many connections.
SearchSpec streamLevels() {
    SearchSpec search;
    search.axis = LoadAxis::Concurrency;
    search.from = 125;
    search.to = 16'000;
    search.precision = 0.1;
    search.confirm = 1;
    return search;
}

/// While nothing has missed: most machines end at a few thousand streams.
int guessedSteps(double streams) {
    constexpr double kUsualEnd = 4000;
    constexpr int kHalvings = 3;
    return std::max(1, static_cast<int>(std::ceil(std::log2(kUsualEnd / streams)))) + kHalvings;
}

}  // namespace

SearchStep StreamSearch::step() const {
    return nextStep(streamLevels(), trials_);
}

std::optional<int> StreamSearch::next() const {
    return end_ ? std::nullopt : std::optional(static_cast<int>(step().load));
}

void StreamSearch::add(bool within1Ms, bool serverBehind) {
    const double level = step().load;
    again_ = (!within1Ms || serverBehind) && !again_;
    if (again_) {
        return;
    }
    trials_.push_back({level, within1Ms});
    if (within1Ms && serverBehind) {
        end_ = true;
        note_ = "the reference server could not keep its pace any more";
    } else if (!step().runs()) {
        end_ = step().kind == SearchStep::Kind::AlwaysMet;
    }
}

void StreamSearch::giveUp(const std::string& why) {
    note_ = fmt::format("{} streams could not be run: {}", next().value_or(0), why);
    end_ = true;
}

int StreamSearch::left() const {
    return end_ ? 0 : runsLeft(streamLevels(), trials_).value_or(guessedSteps(step().load));
}

}  // namespace sagebench
