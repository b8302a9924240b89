// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/EngineFigures.h"

namespace sagebench {

/// The two forms of POST /tokenize that servers have.
enum class TokenizeShape {
    LlamaServer,  ///< {content, add_special} and /apply-template
    Vllm,  ///< {model, prompt, add_special_tokens} or {model, messages, add_generation_prompt}
};

/// What is particular to one kind of OpenAI-compatible server.
struct OpenAiPreset {
    std::string id;
    std::string title;
    std::string summary;
    std::string defaultBaseUrl;
    std::string engineName;  ///< empty: any server
    std::string ownedBy;     ///< what its /v1/models says; empty: nothing that tells it apart
    std::map<std::string, std::string>
        bodyJson;  ///< sent in each request, unless the user says otherwise
    std::map<std::string, std::string> headers;  ///< likewise
    std::vector<TokenizeShape> tokenize;         ///< tried in this order
    std::string versionPath;                     ///< empty: it does not tell
    std::string versionKey;
    std::string metricsPath;    ///< empty: none
    std::string metricsSwitch;  ///< option that makes the server have metrics, where they are off
                                ///< by default
    ServerMetricNames metrics;
};

/// `openai` itself first.
std::span<const OpenAiPreset> openAiPresets();
/// Nothing: no preset has this id, or no server says this of itself.
const OpenAiPreset* findPreset(std::string_view id);
const OpenAiPreset* presetOwnedBy(std::string_view ownedBy);

}  // namespace sagebench
