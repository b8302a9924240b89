// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Validity.h"

#include <fmt/format.h>

#include <algorithm>

namespace sagebench {
namespace {

using Reason = std::optional<std::string>;

// A thousand requests at once take one core about 12 ms to write; what is measured from `sent` is
// not hurt.
constexpr double kSendLagFloorMs = 25;
constexpr double kSendLagShareOfTtft = 0.10;
constexpr double kBusyLimit = 0.9;
constexpr double kBacklogFloorMs = 1;
constexpr double kBacklogShareOfItl = 0.05;

Reason lateSends(const ClientLoad& load) {
    const double limit =
        std::max(kSendLagFloorMs, kSendLagShareOfTtft * load.ttftP50Ms.value_or(0));
    if (load.sendLagP99Ms.value_or(0) <= limit) {
        return std::nullopt;
    }
    return fmt::format(
        "requests were sent late: send lag p99 is {:.2f} ms, the limit is {:.2f} ms; lower the "
        "concurrency, or run the client on a machine with more free CPU",
        *load.sendLagP99Ms, limit);
}

Reason busyWorker(const ClientLoad& load) {
    if (load.workerBusyFraction.value_or(0) <= kBusyLimit) {
        return std::nullopt;
    }
    return fmt::format(
        "a client thread was busy {:.0f} % of the time, the limit is {:.0f} %; run the client on a "
        "machine with more or faster cores, or split the run over several processes",
        *load.workerBusyFraction * 100, kBusyLimit * 100);
}

Reason readBacklog(const ClientLoad& load) {
    const double limit = std::max(kBacklogFloorMs, kBacklogShareOfItl * load.itlP50Ms.value_or(0));
    if (load.readBacklogP99Ms.value_or(0) <= limit) {
        return std::nullopt;
    }
    return fmt::format(
        "answers waited to be read: read backlog p99 is {:.2f} ms, the limit is {:.2f} ms; lower "
        "the "
        "concurrency, or keep the client's cores free of other work",
        *load.readBacklogP99Ms, limit);
}

}  // namespace

Validity judgeValidity(const ClientLoad& load) {
    Validity validity;
    for (const auto& reason : {lateSends(load), busyWorker(load), readBacklog(load)}) {
        if (reason) {
            validity.reasons.push_back(*reason);
        }
    }
    validity.verdict = validity.reasons.empty() ? "valid" : "client_limited";
    return validity;
}

}  // namespace sagebench
