// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "plan/TokenLengths.h"

namespace sagebench {

/// The length that a draw gives: the distribution's quantile at hash / 2^64, rounded (inverse
/// transform), so that it depends on nothing but the hash. Normal and LogNormal are truncated to
/// their bounds.
int drawLength(const TokenLengths& lengths, std::uint64_t hash);

}  // namespace sagebench
