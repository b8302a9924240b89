// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "backend/openai/OpenAiTarget.h"

namespace sagebench {

/// What is the same in all requests to one target, made once: text with holes for the rest.
class RequestFrame {
  public:
    explicit RequestFrame(const OpenAiTarget& target);

    /// As encodeOpenAiRequest(). Safe from any thread.
    std::string encode(const ScheduledRequest& spec, const Prompt& prompt) const;

  private:
    enum class Hole : std::uint8_t { None, RequestId, BodyLength, OutputTokens, Prompt };
    struct Piece {
        std::string text;
        Hole then = Hole::None;
    };

    void frameHead(const OpenAiTarget& target);
    void frameBody(const OpenAiTarget& target);
    void appendPrompt(std::string& out, const Prompt& prompt) const;

    Endpoint endpoint_;
    bool promptAsTokenIds_;
    std::vector<Piece> head_, body_;
};

}  // namespace sagebench
