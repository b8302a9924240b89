// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/ValidityReasons.h"

#include <fmt/format.h>

#include <algorithm>

namespace sagebench::validity {
namespace {

// A thousand requests at once take one core about 12 ms to write; what is measured from `sent` is
// not hurt.
constexpr double kLateFloorMs = 25;
constexpr double kLateShareOfTtft = 0.10;
// What goes into a stamp.
constexpr double kStampFloorMs = 1;
constexpr double kStampShareOfItl = 0.05;
// A kernel's stamp is wrong only where the next segment came before the read.
constexpr double kBacklogShareOfItl = 0.25;
// A share of less time than this says more of the moment than of the run: the burst that begins it,
// or one time slice of another.
constexpr double kLeastWatchedMs = 200;
constexpr double kBusyLimit = 0.9;
constexpr double kRunDelayLimit = 0.1;
// A client with cores of its own waits less than this.
constexpr double kRunDelayNotice = 0.02;
constexpr double kRunDelayShare = 0.15;  ///< of the time that it was ready for
constexpr double kOthersShare = 0.1;
constexpr double kOthersToOwn = 1.0 / 3;
constexpr double kHeldFloorMs = 50;
constexpr double kHeldShare = 0.005;
constexpr double kDeniedLimit = 0.1;
constexpr double kLostShare = 0.005;
constexpr double kLeastLost = 5;
constexpr std::uint64_t kLeastRequests = 20;

double lateLimit(const ClientLoad& load) {
    return std::max(kLateFloorMs, kLateShareOfTtft * load.ttftP50Ms.value_or(0));
}

double stampLimit(const ClientLoad& load, double shareOfItl) {
    return std::max(kStampFloorMs, shareOfItl * load.itlP50Ms.value_or(0));
}

bool tellsShares(const ClientFigures& client) {
    return client.watchedMs.value_or(kLeastWatchedMs) >= kLeastWatchedMs;
}

bool waitsForCores(const ClientFigures& client) {
    return tellsShares(client) && client.runDelayFraction.value_or(0) > kRunDelayLimit &&
           client.engineInProcess.value_or(0) == 0;
}

/// Enough to count, and not a little beside a client that fills its cores itself.
bool othersTake(const ClientFigures& client) {
    const double others = client.otherCpuFraction.value_or(0);
    return others > kOthersShare && others > kOthersToOwn * client.ownCpuFraction.value_or(0);
}

}  // namespace

bool othersAreAtFault(const ClientLoad& load) {
    const double delay = load.client.runDelayFraction.value_or(0);
    const double wanted = delay + load.client.workerBusyFraction.value_or(0);
    const bool waited = delay > kRunDelayNotice || delay > kRunDelayShare * wanted;
    return heldProcess(load) || (waited && othersTake(load.client));
}

/// Not by the send lag: that holds the opening of connections too, which is the server's affair and
/// the way's, and under a cap the wait that was asked for.
Reason lateSends(const ClientLoad& load) {
    if (load.client.latenessP99Ms.value_or(0) <= lateLimit(load)) {
        return std::nullopt;
    }
    return fmt::format(
        "requests were sent late: lateness p99 is {:.2f} ms, the limit is {:.2f} ms; lower the "
        "concurrency, or run the client on a machine with more free CPU",
        *load.client.latenessP99Ms, lateLimit(load));
}

Reason readBacklog(const ClientLoad& load) {
    const double limit = stampLimit(load, kBacklogShareOfItl);
    if (load.client.readBacklogP99Ms.value_or(0) <= limit) {
        return std::nullopt;
    }
    return fmt::format(
        "answers waited to be read: read backlog p99 is {:.2f} ms, the limit is {:.2f} ms; lower "
        "the concurrency, or keep the client's cores free of other work",
        *load.client.readBacklogP99Ms, limit);
}

/// Where the kernel stamps, a late loop is no part of any latency, and only sends can be late.
Reason loopLag(const ClientLoad& load) {
    const double limit =
        load.stampedByKernel ? lateLimit(load) : stampLimit(load, kStampShareOfItl);
    if (load.client.loopLagP99Ms.value_or(0) <= limit) {
        return std::nullopt;
    }
    return fmt::format(
        "a client thread came late to what was due: loop lag p99 is {:.2f} ms, the limit is "
        "{:.2f} ms; lower the concurrency, or keep the client's cores free of other work",
        *load.client.loopLagP99Ms, limit);
}

Reason busyWorker(const ClientLoad& load) {
    if (!tellsShares(load.client) || load.client.workerBusyFraction.value_or(0) <= kBusyLimit) {
        return std::nullopt;
    }
    return fmt::format(
        "a client thread was busy {:.0f} % of the time, the limit is {:.0f} %; run the client on a "
        "machine with more or faster cores, or split the run over several processes",
        *load.client.workerBusyFraction * 100, kBusyLimit * 100);
}

Reason ownThreads(const ClientLoad& load) {
    if (!waitsForCores(load.client) || othersTake(load.client)) {
        return std::nullopt;
    }
    return fmt::format(
        "a client thread was ready and waited for a core {:.0f} % of the time, the limit is {:.0f} "
        "%, and other programs took little of it; let the client use more cores",
        *load.client.runDelayFraction * 100, kRunDelayLimit * 100);
}

Reason takenCores(const ClientLoad& load) {
    if (!waitsForCores(load.client) || !othersTake(load.client)) {
        return std::nullopt;
    }
    return fmt::format(
        "a client thread was ready and waited for a core {:.0f} % of the time, the limit is {:.0f} "
        "%, while other programs used {:.0f} % of the cores that the client may use; stop them, or "
        "give the client cores of its own",
        *load.client.runDelayFraction * 100, kRunDelayLimit * 100,
        *load.client.otherCpuFraction * 100);
}

Reason heldProcess(const ClientLoad& load) {
    const double limit = std::max(kHeldFloorMs, kHeldShare * load.client.watchedMs.value_or(0));
    if (load.client.stoppedMs.value_or(0) <= limit) {
        return std::nullopt;
    }
    return fmt::format(
        "the process stood still for {:.0f} ms, the limit is {:.0f} ms: it was stopped, or the "
        "machine was suspended; repeat the run, and leave it alone",
        *load.client.stoppedMs, limit);
}

/// What it is denied is missing in its figures; how much of the machine it uses is its own affair.
/// A simulated one computes next to nothing: whether it was late is told by its loop's lag.
Reason hungryEngine(const ClientLoad& load) {
    const ClientFigures& client = load.client;
    const bool computes =
        tellsShares(client) && client.engineInProcess.value_or(0) == 1 && !client.loopLagP99Ms;
    if (!computes || !othersTake(client) || client.deniedCpuFraction.value_or(0) <= kDeniedLimit) {
        return std::nullopt;
    }
    return fmt::format(
        "the engine in this process did not get {:.0f} % of the CPU time that it was ready for, "
        "the limit is {:.0f} %, while other programs used {:.0f} % of its cores; stop them, or "
        "give the engine cores of its own",
        *client.deniedCpuFraction * 100, kDeniedLimit * 100, *client.otherCpuFraction * 100);
}

Reason lossyNetwork(const ClientLoad& load) {
    const double lost =
        load.client.tcpRetransmits.value_or(0) + load.client.tcpOutOfOrder.value_or(0);
    const double segments = load.client.tcpSegments.value_or(0);
    if (lost < kLeastLost || lost <= kLostShare * segments) {
        return std::nullopt;
    }
    return fmt::format(
        "the network lost or reordered {:.0f} of {:.0f} TCP segments ({:.1f} %, the limit is "
        "{:.1f} "
        "%), and each loss is part of a latency; measure from nearer to the server",
        lost, segments, lost / segments * 100, kLostShare * 100);
}

Reason fewRequests(const ClientLoad& load) {
    if (load.successful.value_or(kLeastRequests) >= kLeastRequests) {
        return std::nullopt;
    }
    return fmt::format(
        "{} request{} succeeded, and at least {} are needed to tell what is usual; raise "
        "--num-requests or --duration",
        *load.successful, *load.successful == 1 ? "" : "s", kLeastRequests);
}

}  // namespace sagebench::validity
