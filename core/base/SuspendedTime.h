// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Time.h"

namespace sagebench {

/// How long the machine has been suspended since it began: steady_clock stands still then. Zero
/// where the system does not tell (other than Linux). From any thread.
Nanos suspendedTime();

}  // namespace sagebench
