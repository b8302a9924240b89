// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ClientReading.h"

#include <algorithm>

namespace sagebench {
namespace {

using Figure = std::optional<double>;

/// A timer of the system may be late by some milliseconds without anything being wrong.
constexpr Nanos kLeastHeld = std::chrono::milliseconds(25);
/// Ten ticks of /proc/stat.
constexpr Nanos kLeastOfMachine = std::chrono::milliseconds(100);
constexpr Nanos kLeastUnexplained = std::chrono::milliseconds(100);

template <class T>
std::optional<T> difference(const std::optional<T>& from, const std::optional<T>& to) {
    return from && to && *to >= *from ? std::optional<T>(*to - *from) : std::nullopt;
}

Figure share(std::optional<Nanos> part, Nanos whole) {
    if (!part || whole <= Nanos::zero()) {
        return std::nullopt;
    }
    return std::clamp(toSeconds(*part) / toSeconds(whole), 0.0, 1.0);
}

Figure msOf(std::optional<Nanos> time) {
    return time ? Figure(toMs(*time)) : std::nullopt;
}

void addTo(Figure& sum, std::optional<std::uint64_t> count) {
    if (count) {
        sum = sum.value_or(0) + static_cast<double>(*count);
    }
}

std::optional<Nanos> cpuTime(const WorkerReading& from, const WorkerReading& to) {
    const auto ran = difference(from.usage.cpu, to.usage.cpu);
    return ran ? std::optional(*ran - (to.watched - from.watched)) : std::nullopt;
}

void addWorker(const WorkerReading& from, const WorkerReading& to, ClientFigures& out) {
    const Nanos wall = to.at - from.at;
    out.workerBusyFraction = std::max(out.workerBusyFraction, share(cpuTime(from, to), wall));
    out.runDelayFraction = std::max(
        out.runDelayFraction, share(difference(from.usage.runDelay, to.usage.runDelay), wall));
    addTo(out.voluntarySwitches,
          difference(from.usage.voluntarySwitches, to.usage.voluntarySwitches));
    addTo(out.involuntarySwitches,
          difference(from.usage.involuntarySwitches, to.usage.involuntarySwitches));
}

/// Delays of all workers since `from`.
LatencyHistogram delays(const ClientReading& from, const ClientReading& to,
                        LatencyHistogram WorkerReading::*kind) {
    LatencyHistogram all;
    for (std::size_t i = 0; i < to.workers.size(); ++i) {
        all.merge((to.workers[i].*kind).since(from.workers[i].*kind));
    }
    return all;
}

/// Of threads that are in both readings: an engine's are there all the time.
Nanos delaysOfThreads(const ClientReading& from, const ClientReading& to) {
    Nanos sum{};
    for (const auto& [id, delay] : to.runDelays) {
        const auto before = from.runDelays.find(id);
        sum += before != from.runDelays.end() ? delay - before->second : Nanos::zero();
    }
    return sum;
}

/// Ticks of /proc/stat are 10 ms wide, our own time is exact: a little below 0 is 0.
void addMachine(const CpuTimes& from, const CpuTimes& to, ClientFigures& out) {
    const Nanos used = to.used - from.used;
    const Nanos own = to.own - from.own;
    const Nanos all = used + (to.unused - from.unused);
    out.ownCpuFraction = share(own, all);
    out.otherCpuFraction = share(used - own, all);
}

}  // namespace

ClientFigures figuresBetween(const ClientReading& from, const ClientReading& to) {
    ClientFigures out;
    if (from.workers.size() != to.workers.size() || to.at <= from.at) {
        return out;
    }
    for (std::size_t i = 0; i < to.workers.size(); ++i) {
        addWorker(from.workers[i], to.workers[i], out);
    }
    const LatencyHistogram loop = delays(from, to, &WorkerReading::loopLag);
    out.loopLagP99Ms = msOf(loop.percentile(99));
    out.loopLagMaxMs = msOf(loop.percentile(100));
    out.readBacklogP99Ms = msOf(delays(from, to, &WorkerReading::readBacklog).percentile(99));
    out.latenessP99Ms = msOf(delays(from, to, &WorkerReading::lateness).percentile(99));
    if (from.cpu && to.cpu) {
        if (to.at - from.at >= kLeastOfMachine) {
            addMachine(*from.cpu, *to.cpu, out);
        }
        const Nanos denied = delaysOfThreads(from, to);
        if (!to.runDelays.empty()) {
            out.deniedCpuFraction = share(denied, denied + (to.cpu->own - from.cpu->own));
        }
    }
    out.stoppedMs = msOf(difference(from.stopped, to.stopped));
    out.watchedMs = toMs(to.at - from.at);
    return out;
}

Nanos heldDuring(Nanos planned, Nanos took, std::optional<Nanos> runDelay) {
    const Nanos beyond = took - planned - runDelay.value_or(Nanos::zero());
    return beyond >= (runDelay ? kLeastHeld : kLeastUnexplained) ? beyond : Nanos::zero();
}

}  // namespace sagebench
