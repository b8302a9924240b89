// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ClientWatch.h"

#include <iterator>
#include <utility>

#include "telemetry/FigureSamples.h"

namespace sagebench {
namespace {

constexpr Nanos kLookEvery = std::chrono::seconds(1);

}  // namespace

ClientWatch::ClientWatch(std::function<ClientReading()> read,
                         std::function<std::optional<Nanos>()> runDelay)
    : read_(std::move(read)), runDelay_(std::move(runDelay)), delayBefore_(runDelay_()) {}

ClientReading ClientWatch::reading() const {
    ClientReading now = read_();
    now.stopped = held_;
    return now;
}

void ClientWatch::begin() {
    start_ = last_ = reading();
    samples_.clear();
}

void ClientWatch::beginAtKept() {
    start_ = last_ = kept_;
    samples_.clear();
}

/// What it waited for a core between two waits is counted to the later one: held is only what
/// nothing else explains.
void ClientWatch::waited(Nanos planned, Nanos took) {
    const auto delay = runDelay_();
    held_ +=
        heldDuring(planned, took,
                   delay && delayBefore_ ? std::optional(*delay - *delayBefore_) : std::nullopt);
    delayBefore_ = delay;
}

std::optional<ClientFigures> ClientWatch::look(Nanos now) {
    if (now - last_.at < kLookEvery) {
        return std::nullopt;
    }
    note(reading());
    return figuresBetween(start_, last_);
}

ClientFigures ClientWatch::finish() {
    note(reading());
    return figuresBetween(start_, last_);
}

void ClientWatch::note(ClientReading now) {
    auto samples = toSamplesOfMoment(figuresBetween(last_, now), now.at);
    std::move(samples.begin(), samples.end(), std::back_inserter(samples_));
    last_ = std::move(now);
}

}  // namespace sagebench
