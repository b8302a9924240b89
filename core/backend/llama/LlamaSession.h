// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "backend/Session.h"
#include "backend/llama/LlamaLoading.h"
#include "backend/llama/LlamaTokenCounter.h"
#include "backend/llama/SequenceEngine.h"

namespace sagebench {

/// A model in this process, loaded for one run.
class LlamaSession final : public Session {
  public:
    /// `model`: as the user named it.
    LlamaSession(LoadedLlama loaded, const std::string& model);

    const EngineInfo& info() const override { return info_; }
    Clock& clock() override { return clock_; }
    int maxWorkers() const override { return 1; }
    TokenCounter& tokenCounter() override { return counter_; }
    /// Nothing: the engine takes the prompt's tokens themselves.
    std::string encode(const ScheduledRequest&, const Prompt&) const override { return {}; }
    Result<std::unique_ptr<Driver>> makeDriver(int worker, DriverEvents& events) override;

    void beginWorkload() override { engine_.reset(); }
    /// What warm-up left in the cache is in no figure, and slows none.
    void beginWindow() override {
        engine_.reset();
        engine_.beginWindow();
    }
    void beginCounting() override { engine_.beginWindow(); }
    EngineFigures endWindow() override;

    EngineProcess process() const override;
    std::optional<ServerMetricsSource> serverMetrics() const override { return std::nullopt; }

  private:
    LoadedLlama loaded_;
    EngineInfo info_;
    SteadyClock clock_;
    LlamaTokenCounter counter_;
    SequenceEngineConfig config_;
    SequenceEngine engine_;
};

/// The engine's part of the plan and options.
SequenceEngineConfig engineConfig(const LoadedLlama& loaded);

}  // namespace sagebench
