// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/Clock.h"
#include "record/EngineFigures.h"

namespace sagebench {

/// What is watched over one measured window.
struct TelemetryTargets {
    /// The process whose memory is sampled. Called on the collector's own thread, since it may look
    /// at every process of the machine. Empty, or nothing found: none.
    std::function<std::optional<int>()> findProcess;
    /// Reads the server's metrics page; the text, or nothing when it can't be had. Called on the
    /// collector's own thread. Empty: the server has none.
    std::function<std::optional<std::string>()> fetchMetrics;
    ServerMetricNames names;
};

/// Samples memory (10 times a second) and the server's metrics (once a second, and at both ends of
/// the window) on a thread of its own.
class TelemetryCollector {
  public:
    /// Reads the server's metrics once before it returns: the start of the window. Memory is read
    /// as soon as its process is found. `clock` must outlive it.
    TelemetryCollector(const Clock& clock, TelemetryTargets targets);
    ~TelemetryCollector();
    TelemetryCollector(const TelemetryCollector&) = delete;
    TelemetryCollector& operator=(const TelemetryCollector&) = delete;

    struct Window {
        EngineFigures engine;  ///< from the server's metrics: deltas of counters, peaks of gauges
        MemoryFigures memory;
        std::vector<TelemetrySample> samples;
    };
    /// Reads once more, ends the thread, and tells.
    Window finish();

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sagebench
