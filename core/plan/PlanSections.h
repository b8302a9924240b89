// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Parts of a plan file, for PlanFile.cpp. Each reads the keys that are there, and writes only what
// differs from the default. Errors (Input): "file:line: key …".

#include "base/ObjectReader.h"
#include "plan/RunPlan.h"

namespace sagebench {

/// Keys of a workload beside those of the first contract: arrival, think_time_s, duration_s, …
void readTraffic(const LocatedJson& located, ObjectReader& reader, WorkloadSpec& out);
void writeTraffic(nlohmann::ordered_json& out, const WorkloadSpec& spec);
/// "prompt_tokens" and "output_tokens": a number, or a text of TokenLengths.
void readLengths(ObjectReader& reader, const std::string& key, TokenLengths& out);
nlohmann::ordered_json lengthsJson(const TokenLengths& lengths);
/// As a workload file has it.
nlohmann::ordered_json workloadJson(const WorkloadSpec& spec);

/// Top-level keys "slo", "slo_target", "fail_on_slo", "contract".
void readGoals(const LocatedJson& located, ObjectReader& reader, RunPlan& out);
void writeGoals(nlohmann::ordered_json& out, const RunPlan& plan);

/// A contract at a JSON pointer.
Result<Contract> readContract(const LocatedJson& located, const std::string& pointer);
/// Its name, where it is a built-in one.
nlohmann::ordered_json contractJson(const Contract& contract);

/// Top-level keys "sweep", "search", "repeat", "difference".
void readCampaign(const LocatedJson& located, ObjectReader& reader, RunPlan& out);
void writeCampaign(nlohmann::ordered_json& out, const RunPlan& plan);

}  // namespace sagebench
