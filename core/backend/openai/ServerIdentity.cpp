// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ServerIdentity.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace sagebench {
namespace {

std::string ownerOf(const ModelList& models, const std::string& model) {
    for (const ServedModel& served : models.models) {
        if (served.id == model) {
            return served.ownedBy;
        }
    }
    return models.models.empty() ? std::string() : models.models.front().ownedBy;
}

std::string versionOf(ServerCalls& calls, const OpenAiPreset& kind, std::stop_token stop) {
    if (kind.versionPath.empty()) {
        return {};
    }
    const auto answer = calls.get(kind.versionPath, std::move(stop));
    const auto page = answer ? jsonOf(*answer) : std::nullopt;
    return page && page->is_object() && page->contains(kind.versionKey) &&
                   page->at(kind.versionKey).is_string()
               ? page->at(kind.versionKey).get<std::string>()
               : std::string();
}

bool isMetricsText(const HttpResponse& answer) {
    return answer.status == 200 && (answer.contentType.starts_with("text/plain") ||
                                    answer.contentType.starts_with("application/openmetrics-text"));
}

}  // namespace

EngineInfo identifyServer(ServerCalls& calls, const OpenAiPreset& preset,
                          const OpenAiTarget& target, const ModelList& models,
                          std::stop_token stop) {
    const std::string owner = ownerOf(models, target.model);
    const OpenAiPreset* told = presetOwnedBy(owner);
    const OpenAiPreset& kind = told ? *told : preset;
    EngineInfo info;
    info.backend = preset.id;
    info.name = kind.engineName.empty() ? owner : kind.engineName;
    info.version = versionOf(calls, kind, std::move(stop));
    info.model = target.model;
    info.endpoint =
        Url{target.base.https, target.base.host, target.base.port, target.path}.toString();
    info.tlsVerified = target.tlsVerify || !target.base.https;
    if (told && !preset.engineName.empty() && told != &preset) {
        info.warnings.push_back(
            fmt::format("the server says that it is {}; --backend {} is made for it",
                        told->engineName, told->id));
    }
    if (!info.tlsVerified) {
        info.warnings.push_back("the server's certificate was not checked (tls_verify=false)");
    }
    return info;
}

std::optional<ServerMetricsSource> findServerMetrics(ServerCalls& calls, const OpenAiPreset& preset,
                                                     const OpenAiTarget& target,
                                                     std::string& warning, std::stop_token stop) {
    if (preset.metricsPath.empty()) {
        return std::nullopt;
    }
    const auto answer = calls.get(preset.metricsPath, std::move(stop));
    if (answer && isMetricsText(*answer)) {
        return ServerMetricsSource{calls.urlOf(preset.metricsPath), target.tlsVerify, target.key,
                                   target.headers, preset.metrics};
    }
    if (!preset.metricsSwitch.empty()) {
        warning = fmt::format(
            "{} has no metrics, so what the engine knows of its caches and batches is n/a; "
            "start {} with {} to have it",
            calls.urlOf(preset.metricsPath), preset.engineName, preset.metricsSwitch);
    }
    return std::nullopt;
}

}  // namespace sagebench
