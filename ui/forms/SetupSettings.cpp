// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/SetupSettings.h"

#include <QStringList>
#include <optional>

#include "backend/Backend.h"
#include "backend/KeyPolicy.h"
#include "forms/OptionNames.h"
#include "plan/PlanFile.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

constexpr const char* kPlan = "setup/plan";
constexpr const char* kWorkloads = "setup/workloads";
constexpr const char* kUnchecked = "setup/unchecked";
constexpr const char* kLoad = "setup/load";
constexpr const char* kBackends = "setup/backends";

bool holdsAKey(const std::string& option, const std::string& value) {
    const auto dot = option.find('.');
    return dot != std::string::npos && isNamedLikeAKey(option.substr(dot + 1)) &&
           !value.starts_with("env:");
}

RunPlan withoutKeys(RunPlan plan) {
    std::erase_if(plan.backend.options,
                  [](const auto& option) { return holdsAKey(option.first, option.second); });
    return plan;
}

/// A plan without a workload could not be read again; which there are is kept apart.
QString textOf(RunPlan plan) {
    if (plan.workloads.empty()) {
        plan.workloads = {builtinWorkloads().front()};
    }
    return QString::fromStdString(toJson(withoutKeys(std::move(plan))));
}

/// One a line of the list, so that one that can't be read takes no other with it.
QString textOf(const WorkloadSpec& spec) {
    RunPlan only;
    only.workloads = {spec};
    return textOf(only);
}

std::optional<RunPlan> planFrom(const QVariant& text) {
    auto plan = parsePlan(text.toString().toStdString(), "settings");
    return plan ? std::optional(*std::move(plan)) : std::nullopt;
}

/// An option that went with an earlier version could not be edited away.
OptionMap knownOptions(const BackendSpec& spec) {
    OptionMap known;
    for (const OptionSpec& option : (*findBackend(spec.id))->describe().options) {
        known = withValues(option, known, valuesOf(option, spec.options));
    }
    return known;
}

/// Nothing: can't be read, or of a backend that is no more.
std::optional<RunPlan> usablePlan(const QVariant& text) {
    auto plan = planFrom(text);
    if (!plan || !findBackend(plan->backend.id)) {
        return std::nullopt;
    }
    plan->backend.options = knownOptions(plan->backend);
    return plan;
}

std::vector<WorkloadEntry> workloadsFrom(const QSettings& settings) {
    const QStringList unchecked = settings.value(kUnchecked).toStringList();
    std::vector<WorkloadEntry> entries;
    for (const QString& text : settings.value(kWorkloads).toStringList()) {
        const auto plan = planFrom(text);
        for (const WorkloadSpec& spec : plan ? plan->workloads : std::vector<WorkloadSpec>()) {
            entries.push_back({spec, !unchecked.contains(QString::fromStdString(spec.name))});
        }
    }
    return entries;
}

QStringList textsOf(const LoadInput& load) {
    const std::string process(load.process ? toString(*load.process) : std::string_view());
    QStringList texts;
    for (const std::string& text :
         {process, load.level, load.burstiness, load.requests, load.duration}) {
        texts += QString::fromStdString(text);
    }
    return texts;
}

LoadInput loadFrom(const QStringList& texts) {
    const auto at = [&texts](qsizetype i) { return texts.value(i).toStdString(); };
    return {arrivalFrom(at(0)), at(1), at(2), at(3), at(4)};
}

}  // namespace

void saveSetup(QSettings& settings, const SetupState& state) {
    QStringList workloads;
    QStringList unchecked;
    QStringList backends;
    for (const WorkloadEntry& entry : state.workloads) {
        workloads += textOf(entry.spec);
        if (!entry.checked) {
            unchecked += QString::fromStdString(entry.spec.name);
        }
    }
    for (const auto& [id, input] : state.inputs) {
        RunPlan only;
        only.backend = specFrom(id, input);
        backends += textOf(only);
    }
    settings.setValue(kPlan, textOf(planOf(state)));
    settings.setValue(kWorkloads, workloads);
    settings.setValue(kUnchecked, unchecked);
    settings.setValue(kBackends, backends);
    settings.setValue(kLoad, textsOf(state.load));
}

SetupState restoreSetup(const QSettings& settings, SetupState state) {
    for (const QString& text : settings.value(kBackends).toStringList()) {
        if (const auto plan = usablePlan(text)) {
            state.inputs[plan->backend.id] = inputFrom(plan->backend);
        }
    }
    if (const auto plan = usablePlan(settings.value(kPlan))) {
        state = withPlan(std::move(state), *plan);
    }
    if (settings.contains(kWorkloads)) {
        state.workloads = workloadsFrom(settings);
        state.load = loadFrom(settings.value(kLoad).toStringList());
    }
    return state;
}

}  // namespace sagebench::ui
