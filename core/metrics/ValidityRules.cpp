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
    const char* lateness = validity::othersAreAtFault(load) ? "machine_busy" : "client_limited";
    Validity out;
    add(out, "client_limited", validity::busyWorker(load));
    add(out, "client_limited", validity::ownThreads(load));
    add(out, "machine_busy", validity::takenCores(load));
    add(out, "machine_busy", validity::heldProcess(load));
    add(out, lateness, validity::lateSends(load));
    add(out, lateness, validity::readBacklog(load));
    add(out, lateness, validity::loopLag(load));
    add(out, "machine_busy", validity::hungryEngine(load));
    add(out, "machine_busy", validity::lossyNetwork(load));
    add(out, "too_few_samples", validity::fewRequests(load));
    return out;
}

}  // namespace sagebench
