// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/GoalInput.h"

#include <QCoreApplication>
#include <QStringList>

#include "base/DurationText.h"
#include "forms/FieldText.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("GoalInput", text);
}

/// "99" or "99%".
std::optional<double> targetFrom(std::string text) {
    if (text.ends_with('%')) {
        text.pop_back();
    }
    const auto percent = parseDouble(text);
    return percent && *percent > 0 && *percent <= 100 ? std::optional(*percent / 100)
                                                      : std::nullopt;
}

/// "ttft=200ms, tpot=30ms" is well, too.
std::string withoutSpaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

}  // namespace

GoalInput goalsOf(const RunPlan& plan) {
    GoalInput goals;
    goals.slos = textOf(plan.slo).toStdString();
    if (plan.slo.target != SloPlan().target) {
        goals.target = textOf(plan.slo.target * 100).toStdString();
    }
    goals.failWhenMissed = plan.slo.failWhenMissed;
    goals.contract = plan.contract;
    return goals;
}

void putGoals(const GoalInput& goals, RunPlan& plan) {
    if (!goals.slos.empty()) {
        plan.slo.limits = parseSlos(withoutSpaces(goals.slos)).value_or(std::vector<Slo>());
    }
    plan.slo.target = targetFrom(goals.target).value_or(plan.slo.target);
    plan.slo.failWhenMissed = goals.failWhenMissed;
    plan.contract = goals.contract;
}

std::map<QString, QString> problemsOf(const GoalInput& goals) {
    std::map<QString, QString> problems;
    if (!goals.slos.empty()) {
        if (const auto parsed = parseSlos(withoutSpaces(goals.slos)); !parsed) {
            problems["slos"] = complaintOf(parsed.error());
        }
    }
    if (!goals.target.empty() && !targetFrom(goals.target)) {
        problems["slo_target"] = tr("Must be a share of the requests, above 0 to 100 %");
    }
    return problems;
}

QString textOf(const SloPlan& slo) {
    QStringList parts;
    for (const Slo& limit : slo.limits) {
        parts += QString::fromStdString(toText(limit));
    }
    return parts.join(',');
}

}  // namespace sagebench::ui
