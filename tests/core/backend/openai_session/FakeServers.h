// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "backend/openai/OpenAiBackend.h"
#include "support/ScriptedHttpServer.h"

namespace sagebench::test {

using nlohmann::json;

/// Every byte is a token, and before the first one a blank is put, as SentencePiece does.
inline std::vector<int> byteTokens(const std::string& text) {
    std::vector<int> ids = {' '};
    ids.insert(ids.end(), text.begin(), text.end());
    return ids;
}

inline ScriptedAnswer jsonAnswer(const json& body, int status = 200) {
    return {.status = status, .body = body.dump()};
}

inline ScriptedAnswer modelsPage(std::vector<std::string> ids, const std::string& owner = "") {
    json data = json::array();
    for (const auto& id : ids) {
        data.push_back({{"id", id}, {"object", "model"}, {"owned_by", owner}});
    }
    return jsonAnswer({{"object", "list"}, {"data", data}});
}

/// usage.prompt_tokens: of a list of ids their number, of a text its bytes and what the model adds.
inline ScriptedAnswer usageAnswer(int promptTokens) {
    return jsonAnswer({{"choices", json::array()},
                       {"usage", {{"prompt_tokens", promptTokens}, {"completion_tokens", 1}}}});
}

inline std::string lastMessage(const SeenRequest& request) {
    return json::parse(request.body).at("messages").back().at("content").get<std::string>();
}

inline int completionPromptTokens(const SeenRequest& request) {
    const json prompt = json::parse(request.body).at("prompt");
    return static_cast<int>(prompt.is_array() ? prompt.size()
                                              : 1 + byteTokens(prompt.get<std::string>()).size());
}

/// llama-server: a template of "<u>" and "<a>", one token before each text of a request.
inline void beLlamaServer(ScriptedHttpServer& server) {
    server.on("/v1/models", modelsPage({"tiny.gguf"}, "llamacpp"));
    server.on("/props", jsonAnswer({{"build_info", "b1-de3ff81"}, {"total_slots", 4}}));
    server.on("/metrics", {.contentType = "text/plain; version=0.0.4",
                           .body = "llamacpp:requests_processing 0\n"});
    server.on("/tokenize", [](const SeenRequest& request) {
        const json body = json::parse(request.body);
        std::vector<int> ids;
        if (body.contains("content")) {
            ids = byteTokens(body.at("content").get<std::string>());
            if (body.value("add_special", false)) {
                ids.insert(ids.begin(), 1);
            }
        }
        return jsonAnswer({{"tokens", ids}});
    });
    server.on("/apply-template", [](const SeenRequest& request) {
        return jsonAnswer({{"prompt", "<u>" + lastMessage(request) + "<a>"}});
    });
    server.on("/v1/chat/completions", [](const SeenRequest& request) {
        return usageAnswer(
            static_cast<int>(1 + byteTokens("<u>" + lastMessage(request) + "<a>").size()));
    });
    server.on("/v1/completions", [](const SeenRequest& request) {
        return usageAnswer(completionPromptTokens(request));
    });
}

/// vLLM: a template of 7 tokens.
inline void beVllm(ScriptedHttpServer& server) {
    server.on("/v1/models", modelsPage({"meta-llama/Llama-3.1-8B", "lora-a"}, "vllm"));
    server.on("/version", jsonAnswer({{"version", "0.11.2"}}));
    server.on("/tokenize", [](const SeenRequest& request) {
        const json body = json::parse(request.body);
        if (body.contains("messages")) {
            return jsonAnswer(
                {{"count", lastMessage(request).size() + 7}, {"max_model_len", 4096}});
        }
        if (!body.contains("prompt")) {
            return jsonAnswer({{"error", {{"message", "prompt is missing"}}}}, 400);
        }
        const auto ids = byteTokens(body.at("prompt").get<std::string>());
        return jsonAnswer({{"count", ids.size()}, {"tokens", ids}});
    });
    server.on("/v1/chat/completions", [](const SeenRequest& request) {
        return usageAnswer(static_cast<int>(lastMessage(request).size()) + 7);
    });
    server.on("/v1/completions", [](const SeenRequest& request) {
        return usageAnswer(completionPromptTokens(request));
    });
}

/// Opens a preset on the server, with these options.
inline Result<std::unique_ptr<Session>> openPreset(const std::string& preset,
                                                   const std::string& url,
                                                   std::map<std::string, std::string> options = {},
                                                   const std::string& model = "",
                                                   const std::string& key = "") {
    const OpenAiBackend backend(*findPreset(preset));
    SessionConfig config;
    config.spec.id = preset;
    config.spec.baseUrl = url;
    config.spec.model = model;
    config.options = OptionValues::resolve(backend.describe(), options).value();
    config.key = Secret(key);
    config.timeout = std::chrono::seconds(20);
    return backend.open(config, {});
}

}  // namespace sagebench::test
