// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/ValidityRules.h"

#include <utility>

#include "metrics/ValidityReasons.h"

namespace sagebench {
namespace {

using validity::Reason;

void add(Validity& to, const char* verdict, Reason reason) {
    if (!reason) {
        return;
    }
    if (to.reasons.empty()) {
        to.verdict = verdict;
    }
    to.reasons.push_back(*std::move(reason));
}

}  // namespace

/// The gravest come first, and the first gives the verdict.
Validity judgeValidity(const ClientLoad& load) {
    const Reason cores = validity::takenCores(load);
    const Reason held = validity::heldProcess(load);
    const char* lateness = cores || held ? "machine_busy" : "client_limited";
    const Reason late[] = {validity::lateSends(load), validity::readBacklog(load),
                           validity::loopLag(load)};
    Validity out;
    add(out, "client_limited", validity::busyWorker(load));
    add(out, "client_limited", validity::ownThreads(load));
    add(out, "machine_busy", cores);
    add(out, "machine_busy", held);
    for (const Reason& reason : late) {
        add(out, lateness, reason);
    }
    add(out, "machine_busy", validity::hungryEngine(load));
    add(out, "machine_busy", validity::lossyNetwork(load));
    add(out, "too_few_samples", validity::fewRequests(load));
    return out;
}

}  // namespace sagebench
