// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/TokenizeRoute.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace sagebench {
namespace {

using nlohmann::json;
using Ids = std::vector<std::int32_t>;

/// What both shapes need: the calls, and the fields that change what a template makes.
class RouteBase : public TokenizeRoute {
  public:
    RouteBase(std::shared_ptr<ServerCalls> calls, const OpenAiTarget& target)
        : calls_(std::move(calls)), model_(target.model) {
        const auto it = target.bodyJson.find("chat_template_kwargs");
        if (it != target.bodyJson.end()) {
            templateArguments_ = json::parse(it->second, nullptr, false);
        }
    }

  protected:
    /// POST, and the value at `key` of the answer. An answer without it is an error.
    Result<json> ask(const std::string& path, const json& body, const char* key,
                     std::stop_token stop) {
        const auto answer = calls_->post(path, body, std::move(stop));
        if (!answer) {
            return tl::unexpected(answer.error());
        }
        const auto page = jsonOf(*answer);
        if (!page) {
            return tl::unexpected(calls_->refusal(path, *answer));
        }
        const auto it = page->is_object() ? page->find(key) : page->end();
        if (!page->is_object() || it == page->end()) {
            return unreadable(path, key);
        }
        return *it;
    }
    Result<Ids> askIds(const std::string& path, const json& body, std::stop_token stop) {
        const auto tokens = ask(path, body, "tokens", std::move(stop));
        if (!tokens) {
            return tl::unexpected(tokens.error());
        }
        Ids ids;
        for (const json& token : *tokens) {
            if (!token.is_number_integer()) {
                return unreadable(path, "tokens");
            }
            ids.push_back(token.get<std::int32_t>());
        }
        return ids;
    }
    tl::unexpected<Error> unreadable(const std::string& path, const char* key) const {
        return fail(ErrorKind::Unavailable,
                    fmt::format("{}: the answer has no readable \"{}\"", calls_->urlOf(path), key));
    }
    json chatBody(const std::string& text) const {
        json body = {{"model", model_}, {"messages", {{{"role", "user"}, {"content", text}}}}};
        if (templateArguments_.is_object()) {
            body["chat_template_kwargs"] = templateArguments_;
        }
        return body;
    }

    std::shared_ptr<ServerCalls> calls_;
    std::string model_;
    json templateArguments_;
};

class LlamaServerRoute final : public RouteBase {
  public:
    using RouteBase::RouteBase;
    Result<Ids> ids(const std::string& text, std::stop_token stop) override {
        return tokenize(text, false, std::move(stop));
    }
    /// The template's text has no token of its start: the server adds it when it tokenizes.
    Result<int> chatTokens(const std::string& text, std::stop_token stop) override {
        const auto prompt = ask("/apply-template", chatBody(text), "prompt", stop);
        if (!prompt) {
            return tl::unexpected(prompt.error());
        }
        if (!prompt->is_string()) {
            return unreadable("/apply-template", "prompt");
        }
        return tokenize(prompt->get<std::string>(), true, stop).map([](const Ids& ids) {
            return static_cast<int>(ids.size());
        });
    }

  private:
    Result<Ids> tokenize(const std::string& text, bool addSpecial, std::stop_token stop) {
        return askIds("/tokenize",
                      {{"model", model_}, {"content", text}, {"add_special", addSpecial}},
                      std::move(stop));
    }
};

class VllmRoute final : public RouteBase {
  public:
    using RouteBase::RouteBase;
    Result<Ids> ids(const std::string& text, std::stop_token stop) override {
        return askIds("/tokenize",
                      {{"model", model_}, {"prompt", text}, {"add_special_tokens", false}},
                      std::move(stop));
    }
    Result<int> chatTokens(const std::string& text, std::stop_token stop) override {
        json body = chatBody(text);
        body["add_generation_prompt"] = true;
        const auto count = ask("/tokenize", body, "count", std::move(stop));
        if (!count) {
            return tl::unexpected(count.error());
        }
        if (!count->is_number_integer()) {
            return unreadable("/tokenize", "count");
        }
        return count->get<int>();
    }
};

/// True when the route gives tokens for a text that surely has some.
Result<bool> answers(TokenizeRoute& route, Endpoint endpoint, const std::stop_token& stop) {
    const auto ids = route.ids("Hello", stop);
    const bool hasIds = ids && !ids->empty();
    const bool works = hasIds && (endpoint == Endpoint::Completions ||
                                  route.chatTokens("Hello", stop).value_or(0) > 0);
    if (stop.stop_requested()) {
        return fail(ErrorKind::Cancelled, "stopped");
    }
    return works;
}

}  // namespace

std::unique_ptr<TokenizeRoute> makeTokenizeRoute(TokenizeShape shape,
                                                 std::shared_ptr<ServerCalls> calls,
                                                 const OpenAiTarget& target) {
    if (shape == TokenizeShape::LlamaServer) {
        return std::make_unique<LlamaServerRoute>(std::move(calls), target);
    }
    return std::make_unique<VllmRoute>(std::move(calls), target);
}

Result<std::unique_ptr<TokenizeRoute>> findTokenizeRoute(std::span<const TokenizeShape> shapes,
                                                         const std::shared_ptr<ServerCalls>& calls,
                                                         const OpenAiTarget& target,
                                                         const std::stop_token& stop) {
    for (const TokenizeShape shape : shapes) {
        auto route = makeTokenizeRoute(shape, calls, target);
        const auto works = answers(*route, target.endpoint, stop);
        if (!works) {
            return tl::unexpected(works.error());
        }
        if (*works) {
            return route;
        }
    }
    return std::unique_ptr<TokenizeRoute>();
}

}  // namespace sagebench
