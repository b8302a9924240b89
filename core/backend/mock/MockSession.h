// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "backend/Backend.h"
#include "backend/mock/MockEngine.h"
#include "backend/mock/MockTokens.h"
#include "backend/mock/Pacer.h"

namespace sagebench {

/// A simulated engine, opened for one run.
class MockSession final : public Session {
  public:
    MockSession(const MockOptions& options, const SessionConfig& config);

    const EngineInfo& info() const override { return info_; }
    Clock& clock() override;
    int maxWorkers() const override { return 1; }
    TokenCounter& tokenCounter() override { return tokens_; }
    /// Nothing: the engine takes the prompt itself.
    std::string encode(const ScheduledRequest&, const Prompt&) const override { return {}; }
    Result<std::unique_ptr<Driver>> makeDriver(int worker, DriverEvents& events) override;

    void beginWorkload() override;
    void beginWindow() override { engine_->beginWindow(); }
    void beginCounting() override { engine_->beginWindow(); }
    EngineFigures endWindow() override { return engine_->figures(); }

    /// Unknown in virtual pace: results then say nothing of this machine.
    EngineProcess process() const override;
    std::optional<ServerMetricsSource> serverMetrics() const override { return std::nullopt; }

  private:
    std::unique_ptr<Pacer> makePacer();

    MockOptions options_;
    std::uint64_t seed_;
    EngineInfo info_;
    SteadyClock realClock_;
    VirtualClock virtualClock_;
    MockTokenCounter tokens_;
    std::unique_ptr<MockEngine> engine_;
};

}  // namespace sagebench
