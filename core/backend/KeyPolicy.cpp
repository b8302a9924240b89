// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/KeyPolicy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "base/Files.h"

namespace sagebench {
namespace {

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

bool hasControlCharacter(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

/// `from` says where the key was read: the message never shows the key itself.
Result<Secret> checked(ErrorKind kind, const std::string& from, std::string_view raw) {
    std::string key = trimmed(raw);
    if (key.empty()) {
        return fail(kind, fmt::format("{} holds no key: it is empty", from));
    }
    if (hasControlCharacter(key)) {
        return fail(
            kind,
            fmt::format("the key in {} holds control characters; a key is one line of text", from));
    }
    return Secret(std::move(key));
}

Result<Secret> fromVariable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (!value) {
        return fail(
            ErrorKind::Usage,
            fmt::format(
                "--api-key-env {0}: the environment variable is not set; set it with: export "
                "{0}=…, or give --api-key-file FILE",
                name));
    }
    return checked(ErrorKind::Usage, "the environment variable " + name, value);
}

Result<Secret> fromFile(const std::string& path) {
    const auto text = readFile(path);
    if (!text) {
        return fail(ErrorKind::Input, fmt::format("--api-key-file {}", text.error().message));
    }
    return checked(ErrorKind::Input, "the first line of " + path,
                   std::string_view(*text).substr(0, text->find('\n')));
}

const char* defaultVariable(const BackendDescription& description) {
    return description.defaultKeyEnv.empty() ? nullptr
                                             : std::getenv(description.defaultKeyEnv.c_str());
}

bool isSafeFor(const Url& url) {
    return url.https || url.isLoopback();
}

}  // namespace

Result<Secret> readKey(const BackendDescription& description, const BackendSpec& spec,
                       const Url& url) {
    const bool explicitSource = !spec.key.env.empty() || !spec.key.file.empty();
    if (explicitSource && !description.usesNetwork) {
        return fail(ErrorKind::Usage,
                    fmt::format("backend {} takes no key; leave --api-key-env and "
                                "--api-key-file out",
                                description.id));
    }
    if (!spec.key.env.empty() && !spec.key.file.empty()) {
        return fail(ErrorKind::Usage,
                    "--api-key-env and --api-key-file are both given; give one of them");
    }
    if (!spec.key.env.empty()) {
        return fromVariable(spec.key.env);
    }
    if (!spec.key.file.empty()) {
        return fromFile(spec.key.file);
    }
    const char* value = defaultVariable(description);
    if (!value || trimmed(value).empty() || !isSafeFor(url)) {
        return Secret();
    }
    return checked(ErrorKind::Usage, "the environment variable " + description.defaultKeyEnv,
                   value);
}

bool isNamedLikeAKey(std::string_view header) {
    static constexpr std::string_view kNames[] = {"authorization", "proxy-authorization", "api-key",
                                                  "x-api-key",     "x-auth-token",        "cookie"};
    std::string name(header);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

namespace {

std::string refusedKey(const BackendDescription& description, const BackendSpec& spec) {
    if (!spec.key.env.empty()) {
        return fmt::format("the key in the environment variable {} was refused", spec.key.env);
    }
    if (!spec.key.file.empty()) {
        return fmt::format("the key in {} was refused", spec.key.file);
    }
    if (defaultVariable(description)) {
        return fmt::format(
            "the key in the environment variable {} was refused; give another with "
            "--api-key-env NAME or --api-key-file FILE",
            description.defaultKeyEnv);
    }
    return "the key was refused";
}

}  // namespace

std::string keyAdvice(const BackendDescription& description, const BackendSpec& spec,
                      const Url& url, bool keySent) {
    if (keySent) {
        return refusedKey(description, spec);
    }
    if (defaultVariable(description) && !isSafeFor(url)) {
        return fmt::format(
            "it wants a key; the one in {0} is sent by itself only over https or to this "
            "machine; to send it nevertheless, give --api-key-env {0}",
            description.defaultKeyEnv);
    }
    return fmt::format(
        "it wants a key, and none was given; set the environment variable {}, or give "
        "--api-key-env NAME or --api-key-file FILE",
        description.defaultKeyEnv);
}

}  // namespace sagebench
