// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/Time.h"

namespace sagebench {

/// Asks the system to run the calling thread soon after it has become ready, also while others use
/// all cores: it never runs for long. Needs no right; has no effect where the system can't.
void askToRunSoon();

/// How long the calling thread may run before another has its turn; absent: not told here.
std::optional<Nanos> threadSlice();

}  // namespace sagebench
