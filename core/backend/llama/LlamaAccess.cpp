// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaAccess.h"

#include "backend/llama/LlamaFacts.h"
#include "backend/llama/LlamaLoading.h"
#include "backend/llama/LlamaSession.h"
#include "backend/llama/ModelPreset.h"
#include "backend/llama/SyntheticCache.h"

namespace sagebench {
namespace {

EngineInfo infoOfSynthetic(const std::string& model) {
    ModelFile file;
    file.synthetic = true;
    EngineInfo info = infoOf(file, model);
    info.facts.clear();
    return info;
}

}  // namespace

bool llamaIsBuiltIn() {
    return true;
}

std::vector<std::string> llamaModelChoices() {
    return syntheticModelNames();
}

Result<std::unique_ptr<Session>> openLlama(const SessionConfig& config, std::stop_token stop) {
    return loadLlama(config, std::move(stop)).map([&](LoadedLlama loaded) {
        return std::unique_ptr<Session>(
            std::make_unique<LlamaSession>(std::move(loaded), config.spec.model));
    });
}

Result<ConnectionReport> probeLlama(const SessionConfig& config, std::stop_token stop) {
    prepareLlama();
    if (const auto options = LlamaOptions::from(config.options); !options) {
        return tl::unexpected(options.error());
    }
    ConnectionReport report;
    // Not made for a look: that can take minutes.
    if (const auto name = syntheticNameFrom(config.spec.model)) {
        return findModelPreset(name->preset, name->weightType).map([&](const ModelPreset&) {
            report.engine = infoOfSynthetic(config.spec.model);
            return report;
        });
    }
    const auto path = findModel(config.spec.model, std::move(stop));
    const auto file = path.and_then(readModelFile);
    if (!file) {
        return tl::unexpected(file.error());
    }
    if (const auto vocabulary = LlamaModel::loadVocabulary(*file); !vocabulary) {
        return tl::unexpected(vocabulary.error());
    }
    report.engine = infoOf(*file, config.spec.model);
    return report;
}

}  // namespace sagebench
