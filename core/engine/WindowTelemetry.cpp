// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/WindowTelemetry.h"

#include <utility>

#include "telemetry/ProcessMemory.h"

namespace sagebench {
namespace {

std::optional<int> pidOf(const EngineProcess& process) {
    switch (process.where) {
        case EngineProcess::Where::ThisProcess:
            return thisProcessId();
        case EngineProcess::Where::LoopbackListener:
            return findListener(process.port);
        case EngineProcess::Where::Unknown:
            break;
    }
    return std::nullopt;
}

/// The metrics page is small and near; a server that takes longer is not asked to.
constexpr std::chrono::milliseconds kScrapeTimeout{2000};

std::unique_ptr<HttpClient> clientOf(const ServerMetricsSource& source, const Url& url) {
    HttpClient::Config config;
    config.tlsVerify = source.tlsVerify;
    config.timeout = kScrapeTimeout;
    config.headers = source.headers;
    if (!source.key.empty() && !config.headers.contains("Authorization")) {
        config.headers["Authorization"] = "Bearer " + source.key.reveal();
    }
    Url root = url;
    root.path.clear();
    return std::make_unique<HttpClient>(std::move(root), std::move(config));
}

template <class T>
void keepFirst(std::optional<T>& first, const std::optional<T>& second) {
    if (!first) {
        first = second;
    }
}

}  // namespace

WindowTelemetry::WindowTelemetry(Session& session, const std::stop_token& stop)
    : session_(session) {
    TelemetryTargets targets;
    if (const EngineProcess process = session.process();
        process.where != EngineProcess::Where::Unknown) {
        targets.findProcess = [process] { return pidOf(process); };
    }
    if (const auto source = session.serverMetrics()) {
        if (const auto url = Url::parse(source->url)) {
            metricsClient_ = clientOf(*source, *url);
            targets.names = source->names;
            targets.fetchMetrics = [client = metricsClient_.get(), path = url->path,
                                    stop]() -> std::optional<std::string> {
                auto response = client->get(path, stop);
                return response && response->status == 200
                           ? std::optional(std::move(response->body))
                           : std::nullopt;
            };
        }
    }
    if (targets.findProcess || targets.fetchMetrics) {
        collector_ = std::make_unique<TelemetryCollector>(session.clock(), std::move(targets));
    }
}

std::vector<TelemetrySample> WindowTelemetry::finish(WorkloadContext& context) {
    context.engine = session_.endWindow();
    if (!collector_) {
        return {};
    }
    auto window = collector_->finish();
    context.engine = merged(std::move(context.engine), window.engine);
    context.memory = aboveLevel(window.memory, session_.process().beforeLoadMb);
    return std::move(window.samples);
}

MemoryFigures aboveLevel(MemoryFigures memory, std::optional<double> beforeLoadMb) {
    if (memory.peakMb && beforeLoadMb) {
        memory.aboveLoadMb = *memory.peakMb - *beforeLoadMb;
    }
    return memory;
}

EngineFigures merged(EngineFigures first, const EngineFigures& second) {
    if (!first.evictCount) {
        first.evictUnit = second.evictUnit;
    }
    keepFirst(first.kvUsedTokens, second.kvUsedTokens);
    keepFirst(first.kvUsedBytes, second.kvUsedBytes);
    keepFirst(first.prefixHitRate, second.prefixHitRate);
    keepFirst(first.evictCount, second.evictCount);
    keepFirst(first.evictMs, second.evictMs);
    keepFirst(first.preemptCount, second.preemptCount);
    keepFirst(first.specAcceptRate, second.specAcceptRate);
    keepFirst(first.meanRunning, second.meanRunning);
    keepFirst(first.lateArrivals, second.lateArrivals);
    keepFirst(first.prefillTps, second.prefillTps);
    keepFirst(first.decodeTps, second.decodeTps);
    keepFirst(first.modelLoadMs, second.modelLoadMs);
    return first;
}

}  // namespace sagebench
