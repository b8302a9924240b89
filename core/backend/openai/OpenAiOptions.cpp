// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/OpenAiOptions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "backend/KeyPolicy.h"

namespace sagebench {
namespace {

OptionSpec option(std::string key, OptionType type, std::string defaultValue, std::string help,
                  std::vector<std::string> choices = {}) {
    OptionSpec spec;
    spec.key = std::move(key);
    spec.type = type;
    spec.defaultValue = std::move(defaultValue);
    spec.help = std::move(help);
    spec.choices = std::move(choices);
    return spec;
}

std::string bodyHelp(const OpenAiPreset& preset) {
    std::string help = "a field of the request's body, as JSON (body.temperature=0.2)";
    for (const auto& [key, json] : preset.bodyJson) {
        help += fmt::format("; by default body.{}={}", key, json);
    }
    return help;
}

/// RFC 9110: a token.
bool isHeaderName(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return c > 0x20 && c < 0x7f &&
               std::string_view("\"(),/:;<=>?@[\\]{}").find(static_cast<char>(c)) ==
                   std::string_view::npos;
    });
}

bool isHeaderValue(std::string_view value) {
    return std::none_of(value.begin(), value.end(),
                        [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

Result<std::string> valueOfHeader(const std::string& name, const std::string& given) {
    constexpr std::string_view kFromEnv = "env:";
    if (!given.starts_with(kFromEnv)) {
        return isNamedLikeAKey(name)
                   ? Result<std::string>(fail(
                         ErrorKind::Usage,
                         fmt::format(
                             "--backend-option header.{0}: a key given here would stand in the "
                             "results; put it into an environment variable and give "
                             "header.{0}=env:NAME, or use --api-key-env NAME",
                             name)))
                   : Result<std::string>(given);
    }
    const std::string variable = given.substr(kFromEnv.size());
    const char* value = std::getenv(variable.c_str());
    if (value == nullptr) {
        return fail(
            ErrorKind::Usage,
            fmt::format("--backend-option header.{}: the environment variable {} is not set", name,
                        variable));
    }
    return std::string(value);
}

/// Errors don't show the value: it may be a key.
Result<std::map<std::string, std::string>> readHeaders(
    const std::map<std::string, std::string>& given) {
    std::map<std::string, std::string> headers;
    for (const auto& [name, text] : given) {
        auto value = valueOfHeader(name, text);
        if (!value) {
            return tl::unexpected(value.error());
        }
        if (!isHeaderName(name) || !isHeaderValue(*value)) {
            return fail(ErrorKind::Usage,
                        fmt::format("--backend-option header.{}: not an HTTP header; expected: "
                                    "header.NAME=VALUE, a name without blanks and a value of one "
                                    "line",
                                    name));
        }
        headers[name] = std::move(*value);
    }
    return headers;
}

}  // namespace

BackendDescription describePreset(const OpenAiPreset& preset) {
    BackendDescription description;
    description.id = preset.id;
    description.title = preset.title;
    description.summary = preset.summary;
    description.options = {
        option("endpoint", OptionType::Choice, "chat", "/v1/chat/completions or /v1/completions",
               {"chat", "completions"}),
        option("stream", OptionType::Boolean, "true",
               "answers come as events; without, there is no TTFT"),
        option("tls_verify", OptionType::Boolean, "true", "check the server's certificate (https)"),
        option("request_ids", OptionType::Boolean, "false",
               "X-Request-Id of each request: measured-INDEX or warmup-INDEX, to find it in the "
               "server's log"),
        option("body.*", OptionType::Json, "", bodyHelp(preset)),
        option("header.*", OptionType::Text, "",
               "a header of each request (header.X-Team=a; header.X-Key=env:NAME from the "
               "environment)"),
    };
    description.usesNetwork = true;
    description.defaultBaseUrl = preset.defaultBaseUrl;
    description.defaultKeyEnv = "OPENAI_API_KEY";
    return description;
}

Result<OpenAiTarget> makeTarget(const OpenAiPreset& preset, const SessionConfig& config) {
    const auto url =
        Url::parse(config.spec.baseUrl.empty() ? preset.defaultBaseUrl : config.spec.baseUrl);
    if (!url) {
        return fail(url.error().kind, "--base-url: " + url.error().message);
    }
    OpenAiTarget target;
    target.base = withoutV1(*url);
    target.endpoint =
        config.options.text("endpoint") == "chat" ? Endpoint::Chat : Endpoint::Completions;
    target.path = target.base.path +
                  (target.endpoint == Endpoint::Chat ? "/v1/chat/completions" : "/v1/completions");
    target.stream = config.options.boolean("stream");
    target.tlsVerify = config.options.boolean("tls_verify");
    target.requestIds = config.options.boolean("request_ids");
    target.model = config.spec.model;
    target.key = config.key;
    target.headers = config.options.under("header.");
    target.headers.insert(preset.headers.begin(), preset.headers.end());
    target.bodyJson = config.options.under("body.");
    target.bodyJson.insert(preset.bodyJson.begin(), preset.bodyJson.end());  // the user's stay
    target.keepTexts = config.keepTexts;
    auto headers = readHeaders(target.headers);
    if (!headers) {
        return tl::unexpected(headers.error());
    }
    target.headers = std::move(*headers);
    return target;
}

}  // namespace sagebench
