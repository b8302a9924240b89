// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/OpenAiBackend.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "backend/KeyPolicy.h"
#include "backend/openai/CounterChoice.h"
#include "backend/openai/ModelList.h"
#include "backend/openai/OpenAiOptions.h"
#include "backend/openai/OpenAiSession.h"
#include "backend/openai/ServerCalls.h"
#include "backend/openai/ServerIdentity.h"

namespace sagebench {
namespace {

constexpr const char* kModelsPath = "/v1/models";

bool isNoSuchPage(int status) {
    return status == 404 || status == 405 || status == 501;
}

/// GET /v1/models, with the errors of a server that can't be used.
Result<ModelList> askForModels(ServerCalls& calls, const BackendDescription& description,
                               const SessionConfig& config, const Url& base, std::stop_token stop) {
    const auto answer = calls.get(kModelsPath, std::move(stop));
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    const std::string url = calls.urlOf(kModelsPath);
    if (answer->status == 401 || answer->status == 403) {
        const bool keySent = !config.key.empty();
        return fail(ErrorKind::Unavailable,
                    fmt::format("{} answered {}: {}", url, answer->status,
                                keyAdvice(description, config.spec, base, keySent)));
    }
    if (answer->status != 200 && !isNoSuchPage(answer->status)) {
        return tl::unexpected(calls.refusal(kModelsPath, *answer));
    }
    return readModelList(*answer, url);
}

/// What the server has, and the target's model settled.
Result<ModelList> settleModel(ServerCalls& calls, const BackendDescription& description,
                              const SessionConfig& config, OpenAiTarget& target,
                              std::stop_token stop) {
    auto models = askForModels(calls, description, config, target.base, std::move(stop));
    if (!models) {
        return models;
    }
    auto model = chooseModel(*models, config.spec.model, calls.urlOf(kModelsPath));
    if (!model) {
        return tl::unexpected(model.error());
    }
    target.model = std::move(*model);
    return models;
}

/// Requests that the engine works on may take as long as measured ones.
std::shared_ptr<ServerCalls> patientCalls(const OpenAiTarget& target, Nanos timeout) {
    return std::make_shared<ServerCalls>(
        target, std::chrono::duration_cast<std::chrono::milliseconds>(timeout));
}

/// The median of a few calls that need no work of the engine.
Result<double> roundTripMs(ServerCalls& calls, const std::stop_token& stop) {
    constexpr int kCalls = 5;
    std::vector<double> times;
    for (int i = 0; i < kCalls; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        if (const auto answer = calls.get(kModelsPath, stop); !answer) {
            return tl::unexpected(answer.error());
        }
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count());
    }
    std::nth_element(times.begin(), times.begin() + kCalls / 2, times.end());
    return times[kCalls / 2];
}

std::vector<std::string> idsOf(const ModelList& list) {
    std::vector<std::string> ids;
    for (const ServedModel& model : list.models) {
        ids.push_back(model.id);
    }
    return ids;
}

void addWarning(EngineInfo& info, const std::string& warning) {
    if (!warning.empty()) {
        info.warnings.push_back(warning);
    }
}

}  // namespace

BackendDescription OpenAiBackend::describe() const {
    return describePreset(preset_);
}

Result<std::unique_ptr<Session>> OpenAiBackend::open(const SessionConfig& config,
                                                     std::stop_token stop) const {
    auto target = makeTarget(preset_, config);
    if (!target) {
        return tl::unexpected(target.error());
    }
    if (const auto files = ensureFileLimit(config.maxInFlight); !files) {
        return tl::unexpected(files.error());
    }
    ServerCalls calls(*target, quickTimeout(config.timeout));
    const auto models = settleModel(calls, describe(), config, *target, stop);
    if (!models) {
        return tl::unexpected(models.error());
    }
    OpenAiSession::Parts parts;
    std::string noMetrics;
    parts.info = identifyServer(calls, preset_, *target, *models, stop);
    parts.metrics = findServerMetrics(calls, preset_, *target, noMetrics, stop);
    auto choice =
        chooseTokenCounter(preset_.tokenize, patientCalls(*target, config.timeout), *target, stop);
    if (!choice) {
        return tl::unexpected(choice.error());
    }
    addWarning(parts.info, noMetrics);
    addWarning(parts.info, choice->warning);
    target->promptAsTokenIds = choice->counter->form() == TokenCounter::Form::TokenIds;
    parts.counter = std::move(choice->counter);
    parts.target = std::move(*target);
    return std::make_unique<OpenAiSession>(std::move(parts));
}

Result<ConnectionReport> OpenAiBackend::probe(const SessionConfig& config,
                                              std::stop_token stop) const {
    auto target = makeTarget(preset_, config);
    if (!target) {
        return tl::unexpected(target.error());
    }
    ServerCalls calls(*target, quickTimeout(config.timeout));
    const auto models = askForModels(calls, describe(), config, target->base, stop);
    if (!models) {
        return tl::unexpected(models.error());
    }
    const auto model = chooseModel(*models, config.spec.model, calls.urlOf(kModelsPath));
    target->model = model.value_or(std::string());
    const auto time = roundTripMs(calls, stop);
    if (!time) {
        return tl::unexpected(time.error());
    }
    ConnectionReport report{identifyServer(calls, preset_, *target, *models, stop), idsOf(*models),
                            *time};
    addWarning(report.engine, model ? std::string() : model.error().message);
    return report;
}

std::span<const Backend* const> openAiBackends() {
    static const std::vector<OpenAiBackend> backends(openAiPresets().begin(),
                                                     openAiPresets().end());
    static const std::vector<const Backend*> pointers = [] {
        std::vector<const Backend*> all;
        all.reserve(backends.size());
        for (const OpenAiBackend& backend : backends) {
            all.push_back(&backend);
        }
        return all;
    }();
    return pointers;
}

}  // namespace sagebench
