// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "forms/CampaignInput.h"
#include "forms/GoalInput.h"
#include "forms/LoadInput.h"
#include "plan/RunPlan.h"

namespace sagebench::ui {

/// Both: only a plan from elsewhere names both.
enum class KeyMode { None, Environment, File, Both };

/// What was entered for one backend; kept while another is chosen.
struct BackendInput {
    std::string model;
    std::string baseUrl;
    KeyMode keyMode = KeyMode::None;
    KeySource key;  ///< both texts stay while the mode changes
    std::map<std::string, std::string> options;
    bool operator==(const BackendInput&) const = default;
};

struct WorkloadEntry {
    WorkloadSpec spec;
    bool checked = true;
    bool operator==(const WorkloadEntry&) const = default;
};

/// All that the panel edits, as it was entered: a text that is no number stays what it is.
struct SetupState {
    std::string backend = "mock";
    std::map<std::string, BackendInput> inputs;  ///< by backend
    std::vector<WorkloadEntry> workloads;
    LoadInput load;  ///< over those that are checked
    GoalInput goals;
    CampaignInput campaign;
    std::string seed;     ///< empty: drawn anew each run
    std::string timeout;  ///< seconds; empty: the plan's default
    Shard shard;
    OutputSpec output;

    /// Of the backend that is chosen.
    BackendInput input() const;
    bool operator==(const SetupState&) const = default;
};

/// The simulated engine and the built-in workloads.
SetupState initialState();

/// Only checked workloads; numbers that can't be read have their defaults.
RunPlan planOf(const SetupState& state);

/// The list with the load over those that are checked.
std::vector<WorkloadEntry> loadedWorkloads(const SetupState& state);

/// `state` with everything that the plan says; the plan's workloads say their load themselves.
/// Workloads of other names stay, unchecked, and so does what was entered for other backends.
SetupState withPlan(SetupState state, const RunPlan& plan);

BackendInput inputFrom(const BackendSpec& spec);
BackendSpec specFrom(const std::string& backend, const BackendInput& input);

std::optional<std::uint64_t> parseSeed(const std::string& text);
/// Nothing: no number, or not from 0.001 s to a week.
std::optional<Nanos> parseTimeout(const std::string& text);

}  // namespace sagebench::ui
