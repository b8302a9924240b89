// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "backend/Session.h"
#include "net/HttpClient.h"
#include "record/WorkloadContext.h"
#include "telemetry/TelemetryCollector.h"

namespace sagebench {

/// Watches the engine over one measured window: its memory, its metrics page, what it says of
/// itself.
class WindowTelemetry {
  public:
    /// The window begins. `session` must outlive it. A stop ends also a wait for a slow metrics
    /// page.
    WindowTelemetry(Session& session, const std::stop_token& stop);
    /// The window ends: fills engine and memory figures of `context`; gives the samples.
    std::vector<TelemetrySample> finish(WorkloadContext& context);

  private:
    Session& session_;
    std::unique_ptr<HttpClient> metricsClient_;
    std::unique_ptr<TelemetryCollector> collector_;
};

/// With its peak also told above the level before the model was loaded, where both are known.
MemoryFigures aboveLevel(MemoryFigures memory, std::optional<double> beforeLoadMb);

/// `first`, and what it does not know from `second`.
EngineFigures merged(EngineFigures first, const EngineFigures& second);

}  // namespace sagebench
