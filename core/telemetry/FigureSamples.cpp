// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/FigureSamples.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace sagebench {
namespace {

constexpr std::string_view kEvictCount = "evict_count";
constexpr std::string_view kAboveLoad = "mem_above_load_mb";
constexpr std::string_view kSharedTokens = "shared_prompt_tokens";
constexpr std::string_view kApproximate = "prompt_lengths_approximate";
/// Names of figures of a moment begin so.
const std::string kOfMoment = "now_";

struct EngineName {
    std::string_view name;
    std::optional<double> EngineFigures::*figure;
};
/// evict_count is apart: its name carries its unit.
constexpr EngineName kEngineNames[] = {
    {"kv_used_tokens", &EngineFigures::kvUsedTokens},
    {"kv_used_bytes", &EngineFigures::kvUsedBytes},
    {"prefix_hit_rate", &EngineFigures::prefixHitRate},
    {"evict_ms", &EngineFigures::evictMs},
    {"preempt_count", &EngineFigures::preemptCount},
    {"spec_accept_rate", &EngineFigures::specAcceptRate},
    {"mean_running", &EngineFigures::meanRunning},
    {"late_arrivals", &EngineFigures::lateArrivals},
    {"prefill_tps", &EngineFigures::prefillTps},
    {"decode_tps", &EngineFigures::decodeTps},
    {"model_load_ms", &EngineFigures::modelLoadMs},
};

/// Appends one sample for each figure that is there.
class SampleList {
  public:
    explicit SampleList(Nanos at) : at_(at) {}
    void add(std::string_view source, std::string_view name, std::optional<double> value) {
        if (value) {
            samples_.push_back({at_, std::string(source), std::string(name), *value});
        }
    }
    std::vector<TelemetrySample> take() { return std::move(samples_); }

  private:
    Nanos at_;
    std::vector<TelemetrySample> samples_;
};

std::string evictName(const EngineFigures& engine) {
    return std::string(kEvictCount) + (engine.evictUnit ? ":" + *engine.evictUnit : "");
}

template <class Names, class Figures>
bool fillNamed(const Names& names, Figures& figures, const TelemetrySample& sample) {
    const auto it = std::find_if(std::begin(names), std::end(names),
                                 [&](const auto& entry) { return entry.name == sample.name; });
    if (it == std::end(names)) {
        return false;
    }
    figures.*(it->figure) = sample.value;
    return true;
}

void fillEviction(EngineFigures& engine, const TelemetrySample& sample) {
    if (!sample.name.starts_with(kEvictCount)) {
        return;
    }
    engine.evictCount = sample.value;
    const auto colon = sample.name.find(':');
    engine.evictUnit =
        colon == std::string::npos ? std::nullopt : std::optional(sample.name.substr(colon + 1));
}

void fillEngine(WorkloadContext& context, const TelemetrySample& sample) {
    if (sample.name == kAboveLoad) {
        context.memory.aboveLoadMb = sample.value;
    } else if (!fillNamed(kEngineNames, context.engine, sample)) {
        fillEviction(context.engine, sample);
    }
}

void fillClient(WorkloadContext& context, const TelemetrySample& sample) {
    if (sample.name == kSharedTokens) {
        context.sharedPromptTokens = static_cast<int>(std::lround(sample.value));
    } else if (sample.name == kApproximate) {
        context.promptLengthsApproximate = sample.value != 0;
    } else {
        fillNamed(clientFigureNames(), context.client, sample);
    }
}

bool isResidentMemory(const TelemetrySample& sample) {
    return sample.source == "process" && sample.name == "rss_mb";
}

}  // namespace

std::vector<TelemetrySample> toSamplesOfMoment(const ClientFigures& client, Nanos at) {
    SampleList list(at);
    for (const ClientFigureName& entry : clientFigureNames()) {
        list.add("client", kOfMoment + std::string(entry.name), client.*entry.figure);
    }
    return list.take();
}

bool closesWindow(const TelemetrySample& sample) {
    return sample.source == "client" && !sample.name.starts_with(kOfMoment);
}

MemoryFigures memoryFrom(std::span<const TelemetrySample> samples) {
    MemoryFigures memory;
    double total = 0;
    int count = 0;
    for (const TelemetrySample& sample : samples) {
        if (isResidentMemory(sample)) {
            memory.peakMb = std::max(memory.peakMb.value_or(sample.value), sample.value);
            total += sample.value;
            ++count;
        }
    }
    if (count > 0) {
        memory.avgMb = total / count;
    }
    return memory;
}

std::vector<TelemetrySample> toSamples(const WorkloadContext& context, Nanos at) {
    SampleList list(at);
    for (const EngineName& entry : kEngineNames) {
        list.add("engine", entry.name, context.engine.*entry.figure);
    }
    list.add("engine", evictName(context.engine), context.engine.evictCount);
    list.add("engine", kAboveLoad, context.memory.aboveLoadMb);
    for (const ClientFigureName& entry : clientFigureNames()) {
        list.add("client", entry.name, context.client.*entry.figure);
    }
    list.add("client", kSharedTokens, context.sharedPromptTokens);
    list.add("client", kApproximate, context.promptLengthsApproximate ? 1 : 0);
    return list.take();
}

void fillFromSamples(WorkloadContext& context, std::span<const TelemetrySample> samples, Nanos from,
                     Nanos to) {
    std::vector<TelemetrySample> resident;
    for (const TelemetrySample& sample : samples) {
        if (sample.at < from || sample.at > to) {
            continue;
        }
        if (sample.source == "engine") {
            fillEngine(context, sample);
        } else if (sample.source == "client") {
            fillClient(context, sample);
        } else if (isResidentMemory(sample)) {
            resident.push_back(sample);
        }
    }
    if (!resident.empty()) {
        const MemoryFigures memory = memoryFrom(resident);
        context.memory.peakMb = memory.peakMb;
        context.memory.avgMb = memory.avgMb;
    }
}

}  // namespace sagebench
