// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaSession.h"

#include <fmt/format.h>

#include <algorithm>

#include "backend/llama/LlamaDriver.h"
#include "backend/llama/LlamaFacts.h"

namespace sagebench {
namespace {

EngineInfo describe(const LoadedLlama& loaded, const std::string& model) {
    EngineInfo info = infoOf(loaded.file, model);
    for (auto& fact : runFacts(loaded.options, loaded.plan)) {
        info.facts.push_back(std::move(fact));
    }
    if (auto warning = prefixCacheWarning(loaded.file, loaded.options, loaded.plan);
        !warning.empty()) {
        info.warnings.push_back(std::move(warning));
    }
    return info;
}

}  // namespace

SequenceEngineConfig engineConfig(const LoadedLlama& loaded) {
    SequenceEngineConfig config;
    config.parallel = loaded.plan.parallel;
    config.keptSequences = loaded.plan.keptSequences;
    config.kvTokens = std::min(loaded.plan.kvTokens, loaded.tokens->allocatedTokens());
    config.sequenceTokens =
        loaded.plan.unified ? 0 : loaded.tokens->allocatedTokens() / loaded.plan.parallel;
    config.batch = std::min(loaded.options.batch, loaded.tokens->batchLimit());
    config.promptShare = std::min(loaded.options.microBatch, config.batch);
    config.speculate = loaded.options.speculate;
    config.ignoreEos = loaded.options.ignoreEos;
    config.kvBytesPerToken = loaded.file.kvBytesPerToken(loaded.options.kvType);
    return config;
}

LlamaSession::LlamaSession(LoadedLlama loaded, const std::string& model)
    : loaded_(std::move(loaded)),
      info_(describe(loaded_, model)),
      counter_(*loaded_.model),
      config_(engineConfig(loaded_)),
      engine_(*loaded_.tokens, config_, clock_) {}

Result<std::unique_ptr<Driver>> LlamaSession::makeDriver(int worker, DriverEvents& events) {
    if (worker != 0) {
        return fail(ErrorKind::Run,
                    fmt::format("the engine in this process has one worker, 0, not {}", worker));
    }
    LlamaDriver::Config config;
    config.keepsPrefixes = config_.keptSequences > 0;
    config.pieceOf = [&model = *loaded_.model](std::int32_t token) { return model.pieceOf(token); };
    return std::make_unique<LlamaDriver>(engine_, clock_, std::move(config), events);
}

EngineFigures LlamaSession::endWindow() {
    EngineFigures figures = figuresOf(engine_.counters(), config_);
    figures.modelLoadMs = loaded_.loadMs;
    return figures;
}

EngineProcess LlamaSession::process() const {
    return {.where = EngineProcess::Where::ThisProcess,
            .port = 0,
            .beforeLoadMb = loaded_.beforeLoadMb};
}

}  // namespace sagebench
