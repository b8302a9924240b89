// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ModelList.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sagebench {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxShown = 20;

std::string textAt(const json& object, const char* key) {
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

ServedModel modelFrom(const json& entry) {
    ServedModel model{textAt(entry, "id"), {}, textAt(entry, "owned_by")};
    if (const auto aliases = entry.find("aliases"); aliases != entry.end() && aliases->is_array()) {
        for (const json& alias : *aliases) {
            if (alias.is_string()) {
                model.aliases.push_back(alias.get<std::string>());
            }
        }
    }
    return model;
}

/// Ollama lists "llama3:latest" and takes "llama3".
bool answersTo(const ServedModel& model, const std::string& name) {
    return model.id == name || model.id == name + ":latest" ||
           std::find(model.aliases.begin(), model.aliases.end(), name) != model.aliases.end();
}

std::string shown(const std::vector<ServedModel>& models) {
    std::string names;
    for (std::size_t i = 0; i < std::min(models.size(), kMaxShown); ++i) {
        names += (i > 0 ? ", " : "") + models[i].id;
    }
    return models.size() > kMaxShown
               ? fmt::format("{} and {} more", names, models.size() - kMaxShown)
               : names;
}

}  // namespace

Result<ModelList> readModelList(const HttpResponse& answer, const std::string& url) {
    if (answer.status != 200) {
        return ModelList{false, {}};
    }
    const json page = json::parse(answer.body, nullptr, false);
    const auto data = page.is_object() ? page.find("data") : page.end();
    if (!page.is_object() || data == page.end() || !(data->is_array() || data->is_null())) {
        return fail(
            ErrorKind::Unavailable,
            fmt::format("{} answers, but not with a list of models ({}): not an OpenAI-compatible "
                        "server, or the path in --base-url is not its own",
                        url, answer.contentType.empty() ? "no content type" : answer.contentType));
    }
    ModelList list;
    for (const json& entry : *data) {
        if (entry.is_object() && !textAt(entry, "id").empty()) {
            list.models.push_back(modelFrom(entry));
        }
    }
    return list;
}

Result<std::string> chooseModel(const ModelList& list, const std::string& asked,
                                const std::string& url) {
    if (!list.listed) {
        return asked.empty()
                   ? fail(ErrorKind::Unavailable,
                          fmt::format(
                              "{} does not exist there, so the model can't be found; name it "
                              "with --model, or check --base-url",
                              url))
                   : Result<std::string>(asked);
    }
    if (list.models.empty()) {
        return fail(ErrorKind::Unavailable,
                    fmt::format("{} lists no model; load one in the server first", url));
    }
    if (asked.empty()) {
        return list.models.front().id;
    }
    const bool known =
        std::any_of(list.models.begin(), list.models.end(),
                    [&](const ServedModel& model) { return answersTo(model, asked); });
    return known ? Result<std::string>(asked)
                 : fail(ErrorKind::Unavailable, fmt::format("{} has no model \"{}\"; it has {}",
                                                            url, asked, shown(list.models)));
}

}  // namespace sagebench
