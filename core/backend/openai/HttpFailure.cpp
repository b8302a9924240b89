// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/HttpFailure.h"

#include <fmt/format.h>

#include "backend/openai/ErrorText.h"

namespace sagebench {
namespace {

ErrorCategory categoryOf(int status) {
    if (status >= 500) {
        return ErrorCategory::Http5xx;
    }
    return status >= 400 ? ErrorCategory::Http4xx : ErrorCategory::Protocol;
}

std::string wordsOf(const HttpHead& head, std::string_view body) {
    if (head.status < 400 && !head.location.empty()) {
        return "redirected to " + cleanText(head.location, 200);
    }
    return serverMessage(body);
}

}  // namespace

Failure httpFailure(const HttpHead& head, std::string_view body) {
    const std::string words = wordsOf(head, body);
    return {categoryOf(head.status), words.empty()
                                         ? fmt::format("HTTP {}", head.status)
                                         : fmt::format("HTTP {}: {}", head.status, words)};
}

}  // namespace sagebench
