// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plan/RunPlan.h"
#include "record/Calibration.h"
#include "record/ClientFigures.h"
#include "record/EngineFigures.h"

namespace sagebench {

/// What a workload's figures are computed from, beside its records.
struct WorkloadContext {
    WorkloadSpec spec;
    SloPlan slo;
    std::int64_t t0UnixNanos = 0;
    std::uint64_t seed = 0;            ///< of the run
    std::optional<double> difference;  ///< that the user cares about, as a fraction
    EngineFigures engine;
    MemoryFigures memory;
    ClientFigures client;
    bool interrupted = false;
    /// Prompt tokens that all prompts share because of the chat template; not a sign of a warm
    /// cache.
    int sharedPromptTokens = 0;
    bool promptLengthsApproximate = false;
    std::vector<std::string> warnings;
    std::optional<Calibration> calibration{};  ///< of the run

    /// Prompts have more in common than the template because the workload says so: what a prefix
    /// cache gives is then no surprise.
    bool sharesByDesign() const {
        return spec.samePrompt || spec.prefix.count > 0 || spec.turns > 1 || spec.dataset.used();
    }
};

}  // namespace sagebench
