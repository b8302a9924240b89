// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace sagebench {

/// What the client saw of itself over a measured window; what validity is judged by. Absent: not
/// known, as on systems that don't tell. Fractions are 0..1; those of threads are of the worker
/// that has most.
struct ClientFigures {
    std::optional<double> workerBusyFraction{};  ///< CPU time / wall time
    std::optional<double> readBacklogP99Ms{};    ///< kernel's receive stamp to our read
    std::optional<double> latenessP99Ms{};       ///< from due, and let out by a cap, to handed over
    std::optional<double> loopLagP99Ms{};        ///< due in a worker's loop to handled
    std::optional<double> loopLagMaxMs{};
    std::optional<double> runDelayFraction{};  ///< ready to run, and not running / wall time
    std::optional<double> involuntarySwitches{}, voluntarySwitches{};  ///< all workers together
    /// Of the cores that this process may use: what it used, and what all others did.
    std::optional<double> ownCpuFraction{}, otherCpuFraction{};
    /// Of the CPU time that the threads of this process were ready for, what they did not get.
    std::optional<double> deniedCpuFraction{};
    std::optional<double> stoppedMs{};  ///< the whole process did not run, nor wait for a core
    std::optional<double> watchedMs{};  ///< how long all this was watched
    /// Of all connections, both directions; out of order: came after one that was lost or overtaken
    std::optional<double> tcpSegments{}, tcpRetransmits{}, tcpOutOfOrder{};
    /// 1: the engine runs in this process, on purpose with all of its CPU; 0: it does not.
    std::optional<double> engineInProcess{};

    bool isEmpty() const { return *this == ClientFigures{}; }
    bool operator==(const ClientFigures&) const = default;
};

/// A figure by its name in telemetry.jsonl and in the object `client` of the metrics.
struct ClientFigureName {
    std::string_view name;
    std::optional<double> ClientFigures::*figure;
};
std::span<const ClientFigureName> clientFigureNames();

}  // namespace sagebench
