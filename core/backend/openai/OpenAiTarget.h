// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include "backend/Session.h"
#include "base/Clock.h"
#include "base/Result.h"
#include "base/Secret.h"
#include "net/Url.h"

namespace sagebench {

enum class Endpoint { Chat, Completions };

/// All that is needed to write requests to an OpenAI-compatible server and read its answers.
struct OpenAiTarget {
    Url base;                ///< without /v1
    std::string path;        ///< "/v1/chat/completions", with the base's own path before it
    Endpoint endpoint = Endpoint::Chat;
    bool stream = true;
    bool tlsVerify = true;
    std::string model;
    Secret key;
    std::map<std::string, std::string> headers;  ///< header.NAME=VALUE
    std::map<std::string, std::string> bodyJson;  ///< top-level body key to JSON text; the preset's, then the user's
    bool keepTexts = false;
    bool promptAsTokenIds = false;  ///< completions only
    bool requestIds = false;  ///< each request has an X-Request-Id: "measured-7", "warmup-0"
};

/// The request's bytes, head and body, as they are written. Pure.
std::string encodeOpenAiRequest(const OpenAiTarget& target, const ScheduledRequest& spec, const Prompt& prompt);

/// One worker's connections to the target. `clock` is the run's clock (its t0 relates the kernel's
/// CLOCK_REALTIME stamps to run time). Errors: Run.
Result<std::unique_ptr<Driver>> makeOpenAiDriver(const OpenAiTarget& target, const SteadyClock& clock, int worker,
                                                 DriverEvents& events);

/// Raises the limit of open files to the hard limit. Errors (Run): it is below what `connections` need;
/// names both numbers.
Result<void> ensureFileLimit(int connections);

}  // namespace sagebench
