// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sagebench {

/// Speculation by prompt lookup: where the last three (or two, or one) tokens stood before, most
/// recently, what followed them there is drafted: `atMost` tokens. Empty: they are new.
std::vector<std::int32_t> draftByLookup(std::span<const std::int32_t> tokens, int atMost);

/// How many drafted tokens are kept. chosen[i] is the model's own token after the first i drafted
/// ones, so there is one more of them. Kept are those that the model would have said itself; with
/// them comes chosen[kept].
int acceptedTokens(std::span<const std::int32_t> draft, std::span<const std::int32_t> chosen);

}  // namespace sagebench
