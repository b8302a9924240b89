// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "backend/ActiveRequest.h"
#include "base/Clock.h"
#include "base/Result.h"
#include "base/Secret.h"
#include "net/TcpCounters.h"
#include "record/EngineFigures.h"
#include "record/LagMeter.h"
#include "record/RunInfo.h"
#include "workload/TokenCounter.h"

namespace sagebench {

/// Told on the worker's thread, from inside Driver::submit, cancel or runUntil.
class DriverEvents {
  public:
    virtual ~DriverEvents() = default;
    /// The record is complete: outcome, finished, error, usage. The request is the worker's again.
    virtual void finished(ActiveRequest& request) = 0;
};

/// One worker's event loop. All calls come from the worker's thread, but for wake().
class Driver {
  public:
    virtual ~Driver() = default;
    /// Opens connections before time zero. What fails here fails again, and is told, per request.
    virtual void prepare(int connections, std::stop_token stop) = 0;
    /// Hands the request over now. It stays valid until DriverEvents::finished.
    virtual void submit(ActiveRequest& request) = 0;
    /// Ends a request early with this outcome; DriverEvents::finished comes before it returns.
    virtual void cancel(ActiveRequest& request, Outcome outcome, ErrorCategory category,
                        const std::string& message) = 0;
    /// Handles events until `deadline` (run clock), wake(), or soon after a request has finished.
    /// May come back early.
    virtual void runUntil(Nanos deadline) = 0;
    /// Time zero is near: from now on the loop is watched.
    virtual void beginWatch() {}
    /// CPU time that runUntil spent waiting awake, since the driver was made: no sign of a busy
    /// client. From any thread.
    virtual Nanos watchedTime() const { return Nanos(0); }
    /// From any thread: runUntil comes back at once, also the next one if none is going on.
    virtual void wake() = 0;
    /// How long bytes lay in the system before they were read; nullptr where that is not known.
    virtual const LagMeter* readBacklog() const { return nullptr; }
    /// How late the loop came to what was due at a time, since beginWatch(); nullptr where it
    /// stamps nothing itself.
    virtual const LagMeter* loopLag() const { return nullptr; }
    /// Of all its connections so far; absent: none, or not told here. Not while it runs.
    virtual std::optional<TcpCounters> network() const { return std::nullopt; }
};

/// Which process's memory is the engine's.
struct EngineProcess {
    enum class Where { Unknown, ThisProcess, LoopbackListener };
    Where where = Where::Unknown;
    int port = 0;                             ///< of a LoopbackListener
    std::optional<double> beforeLoadMb = {};  ///< resident memory before the model was loaded, MiB
};

/// Where the server's Prometheus metrics are, when it has them.
struct ServerMetricsSource {
    std::string url;
    bool tlsVerify = true;
    Secret key;
    std::map<std::string, std::string> headers;  ///< sent with each reading
    ServerMetricNames names;
};

/// One backend, opened for one run: server reached, key accepted, model known.
class Session {
  public:
    virtual ~Session() = default;
    virtual const EngineInfo& info() const = 0;
    virtual Clock& clock() = 0;
    /// More workers than this are of no use (a simulation has one).
    virtual int maxWorkers() const = 0;
    virtual TokenCounter& tokenCounter() = 0;
    /// The request as it will be written, made ahead of need. Safe from any thread.
    virtual std::string encode(const ScheduledRequest& spec, const Prompt& prompt) const = 0;
    /// The driver must not outlive the session or `events`. Errors: Run (e.g. file limit too low).
    virtual Result<std::unique_ptr<Driver>> makeDriver(int worker, DriverEvents& events) = 0;

    /// A fresh engine, where the backend has it in hand. No driver is alive.
    virtual void beginWorkload() = 0;
    /// Measured requests come next: counters start from zero.
    virtual void beginWindow() = 0;
    /// As beginWindow(), while requests are in flight: counters start from zero, nothing else
    /// changes. On the thread of the worker that is about to send the first measured request.
    virtual void beginCounting() {}
    /// What the engine knows of the window; absent where it can't tell.
    virtual EngineFigures endWindow() = 0;

    virtual EngineProcess process() const = 0;
    virtual std::optional<ServerMetricsSource> serverMetrics() const = 0;
};

}  // namespace sagebench
