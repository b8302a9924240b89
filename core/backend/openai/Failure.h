// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "record/RequestRecord.h"

namespace sagebench {

/// Why a request failed: what the record will say.
struct Failure {
    ErrorCategory category = ErrorCategory::None;
    std::string message;
};

}  // namespace sagebench
