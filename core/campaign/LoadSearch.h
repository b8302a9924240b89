// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "plan/CampaignSpec.h"

namespace sagebench {

/// One run at a load, and whether it met the SLOs.
struct LoadTrial {
    double load = 0;
    bool met = false;
    bool operator==(const LoadTrial&) const = default;
};

/// What the trials so far say. A load with one miss is a missed one, however often it met; met ones
/// above a missed one count for nothing.
struct Bracket {
    std::optional<double> met;     ///< highest load that met each time, below all that missed
    std::optional<double> missed;  ///< lowest load that missed once
    int metRuns = 0;               ///< at `met`
    bool operator==(const Bracket&) const = default;
};
Bracket bracketOf(std::span<const LoadTrial> trials);

struct SearchStep {
    enum class Kind {
        Raise,      ///< run at `load`: none missed yet
        Bisect,     ///< run at `load`, between the highest that met and the lowest that missed
        Confirm,    ///< run at the best load once more
        Found,      ///< `load` is the result
        AlwaysMet,  ///< `load`, the highest that is looked at, still meets
        NeverMet,   ///< not even the lowest load meets
        GivenUp,    ///< too many runs that disagree; `load` is the best, not confirmed
    };
    Kind kind = Kind::Raise;
    double load = 0;

    bool runs() const { return kind <= Kind::Confirm; }
    bool operator==(const SearchStep&) const = default;
};

inline constexpr int kMostSearchRuns = 100;

/// Doubles up from `from` until a load misses, bisects until the lowest missed and the highest met
/// are within the precision (of concurrency: neighbours), then runs at the best until it has met
/// `confirm` times. A miss there makes it a missed load, and the search goes on below. Pure.
SearchStep nextStep(const SearchSpec& spec, std::span<const LoadTrial> trials);

/// Runs until the end if none of them surprises; absent: nothing has missed yet.
std::optional<int> runsLeft(const SearchSpec& spec, std::span<const LoadTrial> trials);

}  // namespace sagebench
