// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "metrics/ValidityRules.h"

/// The rules one by one: each says its figure, its limit and what to do, or nothing where it is
/// kept. Pure.
namespace sagebench::validity {

using Reason = std::optional<std::string>;

/// The process was held, or others took cores while its threads were ready: if it was late, it is
/// not for want of speed.
bool othersAreAtFault(const ClientLoad& load);

// The client was late, by its own fault or another's.
Reason lateSends(const ClientLoad& load);
Reason readBacklog(const ClientLoad& load);
Reason loopLag(const ClientLoad& load);

// Its own fault.
Reason busyWorker(const ClientLoad& load);
Reason ownThreads(const ClientLoad& load);

// Others'.
Reason takenCores(const ClientLoad& load);
Reason heldProcess(const ClientLoad& load);
Reason hungryEngine(const ClientLoad& load);
Reason lossyNetwork(const ClientLoad& load);

Reason fewRequests(const ClientLoad& load);

}  // namespace sagebench::validity
