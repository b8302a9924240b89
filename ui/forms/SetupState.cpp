// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/SetupState.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

template <class T>
std::optional<T> parse(const std::string& text) {
    T value{};
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && at == end ? std::optional(value) : std::nullopt;
}

KeyMode modeOf(const KeySource& key) {
    if (!key.env.empty() && !key.file.empty()) {
        return KeyMode::Both;
    }
    return !key.env.empty()    ? KeyMode::Environment
           : !key.file.empty() ? KeyMode::File
                               : KeyMode::None;
}

std::string timeoutText(Nanos timeout) {
    if (timeout == RunPlan{}.timeout) {
        return {};
    }
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, toSeconds(timeout)).ptr;
    return {text, end};
}

bool hasWorkload(const std::vector<WorkloadSpec>& workloads, const std::string& name) {
    return std::any_of(workloads.begin(), workloads.end(),
                       [&](const WorkloadSpec& spec) { return spec.name == name; });
}

}  // namespace

BackendInput SetupState::input() const {
    const auto it = inputs.find(backend);
    return it == inputs.end() ? BackendInput() : it->second;
}

SetupState initialState() {
    SetupState state;
    for (const WorkloadSpec& spec : defaultWorkloads()) {
        state.workloads.push_back({spec, true});
    }
    return state;
}

BackendInput inputFrom(const BackendSpec& spec) {
    return {spec.model, spec.baseUrl, modeOf(spec.key), spec.key, spec.options};
}

BackendSpec specFrom(const std::string& backend, const BackendInput& input) {
    BackendSpec spec{backend, input.model, input.baseUrl, {}, input.options};
    if (input.keyMode == KeyMode::Environment || input.keyMode == KeyMode::Both) {
        spec.key.env = input.key.env;
    }
    if (input.keyMode == KeyMode::File || input.keyMode == KeyMode::Both) {
        spec.key.file = input.key.file;
    }
    return spec;
}

RunPlan planOf(const SetupState& state) {
    RunPlan plan;
    for (const WorkloadEntry& entry : loadedWorkloads(state)) {
        if (entry.checked) {
            plan.workloads.push_back(entry.spec);
        }
    }
    plan.backend = specFrom(state.backend, state.input());
    plan.seed = parseSeed(state.seed);
    plan.timeout = parseTimeout(state.timeout).value_or(plan.timeout);
    plan.shard = state.shard;
    plan.output = state.output;
    putGoals(state.goals, plan);
    putCampaign(state.campaign, plan);
    return plan;
}

std::vector<WorkloadEntry> loadedWorkloads(const SetupState& state) {
    std::vector<WorkloadEntry> workloads = state.workloads;
    for (WorkloadEntry& entry : workloads) {
        if (entry.checked) {
            entry.spec = withLoad(std::move(entry.spec), state.load);
        }
    }
    return workloads;
}

SetupState withPlan(SetupState state, const RunPlan& plan) {
    std::vector<WorkloadEntry> workloads;
    for (const WorkloadSpec& spec : plan.workloads) {
        workloads.push_back({spec, true});
    }
    for (const WorkloadEntry& entry : state.workloads) {
        if (!hasWorkload(plan.workloads, entry.spec.name)) {
            workloads.push_back({entry.spec, false});
        }
    }
    state.workloads = std::move(workloads);
    state.load = {};
    state.goals = goalsOf(plan);
    state.campaign = campaignOf(plan);
    state.backend = plan.backend.id;
    state.inputs[plan.backend.id] = inputFrom(plan.backend);
    state.seed = plan.seed ? std::to_string(*plan.seed) : std::string();
    state.timeout = timeoutText(plan.timeout);
    state.shard = plan.shard;
    state.output = plan.output;
    return state;
}

std::optional<std::uint64_t> parseSeed(const std::string& text) {
    return parse<std::uint64_t>(text);
}

std::optional<Nanos> parseTimeout(const std::string& text) {
    constexpr double kWeekSeconds = 7 * 24 * 3600.0;
    const auto seconds = parse<double>(text);
    return seconds && *seconds >= 0.001 && *seconds <= kWeekSeconds
               ? std::optional(Nanos(std::llround(*seconds * 1e9)))
               : std::nullopt;
}

}  // namespace sagebench::ui
