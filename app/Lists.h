// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "backend/BackendDescription.h"
#include "plan/RunPlan.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::app {

// What there is: `backends` and `workloads`, for people and as JSON. Pure.

/// Each backend with its address, key and options: type, default and meaning.
std::string backendsText(std::span<const BackendDescription> backends, int width);
/// `{"backends": [{"id", "title", …, "options": [{"key", "type", "default", "help", …}]}]}`
std::string backendsJson(std::span<const BackendDescription> backends);

std::string workloadsText(std::span<const WorkloadSpec> workloads,
                          std::span<const WorkloadAlias> aliases);
/// In the form of a workload file, so that it can be edited and given to `run --workload`.
std::string workloadsJson(std::span<const WorkloadSpec> workloads);

}  // namespace sagebench::app
