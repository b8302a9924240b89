// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/Backend.h"

namespace sagebench {

/// The simulated serving engine: needs nothing, and is predictable to the nanosecond.
const Backend& mockBackend();

}  // namespace sagebench
