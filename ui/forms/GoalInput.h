// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <map>
#include <optional>
#include <string>

#include "plan/RunPlan.h"

namespace sagebench::ui {

/// What a run has to meet, as typed.
struct GoalInput {
    std::string slos;    ///< "ttft=200ms,p95:tpot=30ms"; empty: none
    std::string target;  ///< percent of the requests; empty: the plan's default
    bool failWhenMissed = false;
    std::optional<Contract> contract;
    bool operator==(const GoalInput&) const = default;
};

GoalInput goalsOf(const RunPlan& plan);
/// What can't be read is left out.
void putGoals(const GoalInput& goals, RunPlan& plan);
/// By field (slos, slo_target): why it can't be so.
std::map<QString, QString> problemsOf(const GoalInput& goals);
/// "ttft=200ms,p95:tpot=30ms", as it is typed.
QString textOf(const SloPlan& slo);

}  // namespace sagebench::ui
