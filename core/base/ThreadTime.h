// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/Time.h"

namespace sagebench {

/// CPU time that the calling thread has used; absent where the system can't tell.
std::optional<Nanos> threadCpuTime();

}  // namespace sagebench
