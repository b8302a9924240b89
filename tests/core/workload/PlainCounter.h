// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "workload/TokenCounter.h"

namespace sagebench::test {

/// A tokenizer whose rules are plain: a piece has one token for each three letters, a template adds
/// `templateTokens`, and text that holds "river" has one token more than its pieces.
class PlainCounter final : public TokenCounter {
  public:
    PlainCounter(Form form, int templateTokens, bool quirk = false)
        : form_(form), templateTokens_(templateTokens), quirk_(quirk) {}

    Form form() const override { return form_; }
    Result<std::vector<std::int32_t>> pieceTokens(std::string_view piece,
                                                  std::stop_token) override {
        ++pieceCalls;
        return std::vector<std::int32_t>(tokensIn(piece), static_cast<std::int32_t>(piece.size()));
    }
    Result<int> promptTokens(std::string_view text, std::stop_token) override {
        ++promptCalls;
        return count(text);
    }
    int count(std::string_view text) const { return templateTokens_ + countPlain(text); }
    /// Without the template.
    int countPlain(std::string_view text) const {
        int tokens = 0;
        std::string word;
        for (const char c : std::string(text) + ' ') {
            if (c == ' ' || c == '.' || c == ',') {
                tokens += word.empty() ? 0 : static_cast<int>(tokensIn(' ' + word));
                tokens += c == ' ' ? 0 : 1;
                word.clear();
            } else {
                word += c;
            }
        }
        return tokens + (quirk_ && text.find("river") != std::string_view::npos ? 1 : 0);
    }

    int pieceCalls = 0;
    int promptCalls = 0;

  private:
    static std::size_t tokensIn(std::string_view piece) {
        return std::max<std::size_t>(1, (piece.size() + 1) / 3);
    }
    Form form_;
    int templateTokens_;
    bool quirk_;
};

}  // namespace sagebench::test
