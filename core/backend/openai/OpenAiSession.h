// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "backend/Session.h"
#include "backend/openai/OpenAiTarget.h"
#include "backend/openai/RequestFrame.h"

namespace sagebench {

/// Half of the cores, at least one: the server may share the machine.
int workerLimit(unsigned cores);

/// A server that answered the check before the run.
class OpenAiSession final : public Session {
  public:
    struct Parts {
        OpenAiTarget target;
        EngineInfo info;
        std::unique_ptr<TokenCounter> counter;
        std::optional<ServerMetricsSource> metrics;
    };
    explicit OpenAiSession(Parts parts);

    const EngineInfo& info() const override { return parts_.info; }
    Clock& clock() override { return clock_; }
    int maxWorkers() const override;
    TokenCounter& tokenCounter() override { return *parts_.counter; }
    std::string encode(const ScheduledRequest& spec, const Prompt& prompt) const override;
    Result<std::unique_ptr<Driver>> makeDriver(int worker, DriverEvents& events) override;

    /// A server is not ours to start anew, and tells of itself by its metrics page only.
    void beginWorkload() override {}
    void beginWindow() override {}
    EngineFigures endWindow() override { return {}; }

    EngineProcess process() const override;
    std::optional<ServerMetricsSource> serverMetrics() const override { return parts_.metrics; }

  private:
    Parts parts_;
    RequestFrame frame_;
    SteadyClock clock_;
};

}  // namespace sagebench
