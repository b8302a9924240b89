// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "backend/BackendDescription.h"
#include "base/Result.h"
#include "base/Secret.h"
#include "net/Url.h"
#include "plan/RunPlan.h"

namespace sagebench {

/// The key to send to `url`: from --api-key-env or --api-key-file (first line, blanks around it
/// left out), else from the backend's default environment variable, and that only over https or to
/// this machine. Empty where there is none. Errors: Usage (variable not set, both given, a backend
/// that takes none), Input (file not readable); both where the key is empty or holds control
/// characters.
Result<Secret> readKey(const BackendDescription& description, const BackendSpec& spec,
                       const Url& url);

/// True for names of headers that carry a key ("Authorization", "x-api-key"): what is given under
/// them must not stand in a plan, for plans are kept with the results.
bool isNamedLikeAKey(std::string_view header);

/// What to tell a user whose request was refused for its key, or for having none (`keySent`); never
/// holds the key.
std::string keyAdvice(const BackendDescription& description, const BackendSpec& spec,
                      const Url& url, bool keySent);

}  // namespace sagebench
