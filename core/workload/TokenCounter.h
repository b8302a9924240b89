// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// The tokenizer of the model under test, as a backend session offers it. May ask the server, so it
/// is slow and may fail; but for textTokens() it is used before the measured run only. One thread
/// at a time.
class TokenCounter {
  public:
    enum class Form {
        TokenIds,  ///< prompts are sent as ids: cutting the list gives any length exactly
        Text,      ///< prompts are sent as text, and promptTokens() counts exactly what the server
                   ///< counts
        Calibrated,  ///< no tokenizer: promptTokens() is read off a real request; lengths are
                     ///< approximate
    };

    virtual ~TokenCounter() = default;
    virtual Form form() const = 0;
    /// Ids of a piece of running text (" river", "."). Not for Form::Calibrated.
    virtual Result<std::vector<std::int32_t>> pieceTokens(std::string_view piece,
                                                          std::stop_token stop) = 0;
    /// What the server counts for this prompt, the template's own tokens included.
    virtual Result<int> promptTokens(std::string_view text, std::stop_token stop) = 0;
    /// Ids of a text that stands within running text, as pieceTokens() of its pieces would be;
    /// absent: a server would have to be asked. Also during the measured run.
    virtual std::optional<std::vector<std::int32_t>> textTokens(std::string_view) const {
        return std::nullopt;
    }
};

}  // namespace sagebench
