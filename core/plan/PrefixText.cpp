// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/DurationText.h"
#include "plan/RunPlan.h"

namespace sagebench {

Result<PrefixSpec> parsePrefix(std::string_view text) {
    const std::size_t colon = text.find(':');
    const int count = parseInt(text.substr(0, colon)).value_or(0);
    const int tokens =
        colon == std::string_view::npos ? 0 : parseInt(text.substr(colon + 1)).value_or(0);
    if (count < 1 || tokens < 1) {
        return fail(ErrorKind::Usage,
                    fmt::format("\"{}\" is no prefix; expected COUNT:TOKENS, as in 4:512 (each "
                                "prompt begins with one of 4 texts of 512 tokens)",
                                text));
    }
    return PrefixSpec{count, tokens};
}

std::string toText(const PrefixSpec& prefix) {
    return prefix.count == 0 ? std::string() : fmt::format("{}:{}", prefix.count, prefix.tokens);
}

}  // namespace sagebench
