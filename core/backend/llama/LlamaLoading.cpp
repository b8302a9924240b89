// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaLoading.h"

#include <fmt/format.h>

#include <chrono>

#include "backend/llama/CoreCount.h"
#include "backend/llama/HostMemory.h"
#include "backend/llama/SyntheticCache.h"

namespace sagebench {
namespace {

using SteadyTime = std::chrono::steady_clock;

double msSince(SteadyTime::time_point start) {
    return std::chrono::duration<double, std::milli>(SteadyTime::now() - start).count();
}

LlamaOptions withThreads(LlamaOptions options) {
    if (options.threads == 0) {
        options.threads = usableCores();
    }
    if (options.batchThreads == 0) {
        options.batchThreads = options.threads;
    }
    return options;
}

ContextNeed needOf(const SessionConfig& config, const ModelFile& file) {
    return {.maxInFlight = config.maxInFlight,
            .longestRequest = config.longestRequest,
            .trained = file.contextLength,
            .maxSequences = static_cast<int>(llama_max_parallel_sequences()),
            .canKeep = true};
}

Result<void> checkFits(const LoadedLlama& loaded) {
    // Elsewhere than in this machine's memory, in part at least.
    if (loaded.options.gpuLayers > 0) {
        return {};
    }
    const double kvBytes =
        loaded.file.kvBytesPerToken(loaded.options.kvType) * loaded.plan.contextTokens;
    return checkMemory({.model = loaded.file.path.string(),
                        .weights = loaded.file.weightBytes,
                        .kvCache = static_cast<std::uint64_t>(kvBytes),
                        .kvTokens = loaded.plan.contextTokens,
                        .mapped = loaded.options.mmap},
                       memoryLimit(machineMemory()), availableMemory());
}

Result<void> checkGpu(const LlamaOptions& options) {
    if (options.gpuLayers == 0 || llama_supports_gpu_offload()) {
        return {};
    }
    return fail(ErrorKind::Usage,
                fmt::format("cpu: gpu_layers={}, but this llama.cpp was built without a GPU; leave "
                            "gpu_layers out",
                            options.gpuLayers));
}

Result<void> checkSpeculation(const LoadedLlama& loaded, bool canCut) {
    if (loaded.options.speculate == 0 || canCut) {
        return {};
    }
    return fail(
        ErrorKind::Usage,
        fmt::format("{}: the memory of architecture \"{}\" can't be cut, so drafted tokens "
                    "can't be taken back; leave speculate={} out",
                    loaded.file.path.string(), loaded.file.architecture, loaded.options.speculate));
}

Result<void> openTokens(LoadedLlama& loaded, const std::stop_token& stop) {
    auto tokens =
        LlamaTokenModel::open(*loaded.model, loaded.file, loaded.options, loaded.plan, stop);
    if (!tokens) {
        return tl::unexpected(tokens.error());
    }
    loaded.tokens = *std::move(tokens);
    return {};
}

/// The memory of sequences; without room for kept ones where the model turns out to have no use for
/// them.
Result<void> openContext(LoadedLlama& loaded, ContextNeed need, const std::stop_token& stop) {
    need.canKeep = !loaded.model->isRecurrent();
    while (true) {
        auto plan = planContext(loaded.options, need);
        if (!plan) {
            return tl::unexpected(plan.error());
        }
        loaded.plan = *plan;
        loaded.tokens.reset();
        if (auto opened = openTokens(loaded, stop); !opened) {
            return opened;
        }
        if (loaded.tokens->canCut() || !plan->unified) {
            return checkSpeculation(loaded, loaded.tokens->canCut());
        }
        need.canKeep = false;
    }
}

/// What can be known without the weights.
Result<LoadedLlama> prepare(const SessionConfig& config, std::stop_token stop) {
    auto options = LlamaOptions::from(config.options);
    if (!options) {
        return tl::unexpected(options.error());
    }
    if (const auto possible = checkGpu(*options); !possible) {
        return tl::unexpected(possible.error());
    }
    const auto path = findModel(config.spec.model, std::move(stop));
    if (!path) {
        return tl::unexpected(path.error());
    }
    auto file = readModelFile(*path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    auto plan = planContext(*options, needOf(config, *file));
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    if (const auto fits = checkBatch(*options, *plan); !fits) {
        return tl::unexpected(fits.error());
    }
    return LoadedLlama{.file = *std::move(file),
                       .options = withThreads(*options),
                       .plan = *plan,
                       .model = {},
                       .tokens = {}};
}

}  // namespace

Result<std::filesystem::path> findModel(const std::string& model, std::stop_token stop) {
    if (const auto name = syntheticNameFrom(model)) {
        return findSyntheticModel(*name, {}, std::move(stop));
    }
    return model;
}

Result<LoadedLlama> loadLlama(const SessionConfig& config, std::stop_token stop) {
    prepareLlama();
    const auto before = ownResidentMemoryMb();
    auto loaded = prepare(config, stop);
    if (!loaded) {
        return loaded;
    }
    if (const auto fits = checkFits(*loaded); !fits) {
        return tl::unexpected(fits.error());
    }
    loaded->beforeLoadMb = before;
    const auto start = SteadyTime::now();
    auto model = LlamaModel::load(loaded->file, loaded->options, stop);
    if (!model) {
        return tl::unexpected(model.error());
    }
    loaded->model = std::make_unique<LlamaModel>(*std::move(model));
    if (const auto opened = openContext(*loaded, needOf(config, loaded->file), stop); !opened) {
        return tl::unexpected(opened.error());
    }
    loaded->loadMs = msSince(start);
    return loaded;
}

}  // namespace sagebench
