// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sagebench {

/// What a run says of itself: `valid`, or the gravest of `client_limited` (the client had no time),
/// `machine_busy` (others took it, or the process or network stood still) and `too_few_samples`.
struct Validity {
    std::string verdict = "valid";     ///< empty: the file that was read does not tell
    std::vector<std::string> reasons;  ///< all of them: figure, limit, and what to do

    /// The figures are those of the engine, as many or few as they are.
    bool isTrusted() const { return verdict != "client_limited" && verdict != "machine_busy"; }
    bool operator==(const Validity&) const = default;
};

}  // namespace sagebench
