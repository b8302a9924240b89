// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/RunInfo.h"

namespace sagebench {

/// CPU, cores, memory, system and kernel of this machine; what can't be read stays absent.
Environment readEnvironment();

}  // namespace sagebench
