// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// `synthetic:PRESET` or `synthetic:PRESET:TYPE` in the place of a model file.
struct SyntheticName {
    std::string preset;
    std::string weightType;  ///< f16, q8_0 or q4_0; empty: the preset's own
    bool operator==(const SyntheticName&) const = default;
};

/// Nothing: the model is not called synthetic, so it is a path.
std::optional<SyntheticName> syntheticNameFrom(std::string_view model);

/// Names to choose from, smallest first: "synthetic:tiny", …
std::vector<std::string> syntheticModelNames();

/// $XDG_CACHE_HOME/sagebench/models, else ~/.cache/sagebench/models.
std::filesystem::path syntheticModelFolder();

/// The file of this model: from the cache, or made now and kept there. Safe when several processes
/// ask at a time. `progress` (may be empty): done and all bytes, on the calling thread.
/// Errors: Usage (unknown preset or type), Unavailable (no space), Io, Cancelled.
Result<std::filesystem::path> findSyntheticModel(
    const SyntheticName& name, const std::function<void(std::uint64_t, std::uint64_t)>& progress,
    std::stop_token stop);

}  // namespace sagebench
