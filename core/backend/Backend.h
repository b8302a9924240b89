// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>

#include "backend/BackendDescription.h"
#include "backend/ConnectionReport.h"
#include "backend/Session.h"
#include "plan/RunPlan.h"

namespace sagebench {

struct SessionConfig {
    BackendSpec spec;
    OptionValues options;
    Secret key;
    std::uint64_t seed = 0;
    Nanos timeout{};         ///< also of each call of the check before the run
    int maxInFlight = 1;     ///< the most that any workload of the run has in flight
    int longestRequest = 0;  ///< tokens of prompt and answer of the run's longest; 0: unknown
    bool keepTexts = false;
};

/// A kind of engine that can be measured. Stateless.
class Backend {
  public:
    virtual ~Backend() = default;
    virtual BackendDescription describe() const = 0;
    /// Reaches the engine and checks key and model. Errors: Unavailable, Usage; no result files
    /// yet.
    virtual Result<std::unique_ptr<Session>> open(const SessionConfig& config,
                                                  std::stop_token stop) const = 0;
    /// A look at the engine before any run; asks it for no token where that can be had without.
    /// A model that the engine does not have is a warning: the report says which it has. Errors:
    /// those of open(); Cancelled. By default opens a session and takes its info().
    virtual Result<ConnectionReport> probe(const SessionConfig& config, std::stop_token stop) const;
};

/// All backends, in the order in which they are shown.
std::span<const Backend* const> allBackends();
/// Errors (Usage): unknown id, with the known ones.
Result<const Backend*> findBackend(std::string_view id);

}  // namespace sagebench
