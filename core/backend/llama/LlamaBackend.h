// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/Backend.h"

namespace sagebench {

/// A model file, loaded into this process by llama.cpp. Also listed where that is not built in.
const Backend& cpuBackend();

}  // namespace sagebench
