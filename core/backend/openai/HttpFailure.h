// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "backend/openai/Failure.h"
#include "backend/openai/HttpHead.h"

namespace sagebench {

/// What a status of 300 or more means, with the server's own words from the body. A redirection is
/// no answer: the user shall know where requests go.
Failure httpFailure(const HttpHead& head, std::string_view body);

}  // namespace sagebench
