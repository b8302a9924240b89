// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaFacts.h"

#include <fmt/format.h>

#include "backend/llama/LlamaModel.h"

namespace sagebench {
namespace {

std::string mib(std::uint64_t bytes) {
    return groupedText((bytes + (1 << 19)) >> 20) + " MiB";
}

std::string threadText(const LlamaOptions& options) {
    return options.batchThreads == options.threads
               ? fmt::to_string(options.threads)
               : fmt::format("{}, {} for prompts", options.threads, options.batchThreads);
}

std::string cacheText(const LlamaOptions& options, const ContextPlan& plan) {
    return fmt::format("{} tokens of {}, {}",
                       groupedText(static_cast<std::uint64_t>(plan.kvTokens)), options.kvType,
                       plan.unified ? "unified" : "a part for each request");
}

}  // namespace

std::string groupedText(std::uint64_t number) {
    std::string text = fmt::to_string(number);
    for (auto at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

std::string parameterText(std::uint64_t parameters) {
    const auto value = static_cast<double>(parameters);
    return value >= 1e9 ? fmt::format("{:.2f} B", value / 1e9)
                        : fmt::format("{:.0f} M", value / 1e6);
}

EngineInfo infoOf(const ModelFile& file, const std::string& asked) {
    EngineInfo info;
    info.backend = "cpu";
    info.name = "llama.cpp";
    info.version = llamaVersion();
    info.model = asked;
    info.syntheticWeights = file.synthetic;
    info.facts = {{"architecture", file.architecture},
                  {"parameters", parameterText(file.parameters)},
                  {"weights", fmt::format("{}, {}", file.weightType, mib(file.weightBytes))}};
    if (!file.name.empty()) {
        info.facts.insert(info.facts.begin(), {"model name", file.name});
    }
    if (file.synthetic) {
        info.warnings.push_back(
            "the model has random weights (synthetic): its speed is that of a trained model of "
            "this shape, its text means nothing, and acceptance rates say nothing of a trained "
            "one");
    }
    return info;
}

Facts runFacts(const LlamaOptions& options, const ContextPlan& plan) {
    Facts facts = {{"threads", threadText(options)},
                   {"parallel", fmt::to_string(plan.parallel)},
                   {"KV cache", cacheText(options, plan)},
                   {"prefix cache", plan.unified ? "on" : "off"},
                   {"flash attention", options.flashAttention},
                   {"batch", fmt::format("{}, {} at a time", options.batch, options.microBatch)}};
    if (options.gpuLayers > 0) {
        facts.emplace_back("GPU layers", fmt::to_string(options.gpuLayers));
    }
    if (options.speculate > 0) {
        facts.emplace_back("speculation",
                           fmt::format("up to {} tokens by prompt lookup", options.speculate));
    }
    facts.emplace_back(
        "sampling", options.temperature > 0
                        ? fmt::format("temperature {}, top-p {}", options.temperature, options.topP)
                        : "greedy");
    return facts;
}

std::string prefixCacheWarning(const ModelFile& file, const LlamaOptions& options,
                               const ContextPlan& plan) {
    if (!options.prefixCache || plan.unified) {
        return {};
    }
    return fmt::format(
        "no prefix cache: the memory of architecture \"{}\" can't be cut back to a prefix",
        file.architecture);
}

}  // namespace sagebench
