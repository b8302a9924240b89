// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "reference/ReferenceRequest.h"

namespace sagebench {

/// A streamed answer's bytes: head, one chunk a token (as long as a real server's), the end with
/// usage and [DONE]. Tokens are all alike and lie ready one after another, so that any number of
/// them is one piece. One thread.
class StreamedAnswer {
  public:
    /// `number`: makes its id one of its own, as each answer of a server has.
    StreamedAnswer(ReferenceRoute route, std::uint64_t number);

    static std::string_view head();
    /// Valid until the next call with more.
    std::string_view tokens(int count);
    std::string end(int promptTokens, int tokens) const;

  private:
    std::string token_, finish_;
    std::string repeated_;
};

/// Whole answers, head and body: to a request that is not streamed, to one that is wrong, the list
/// of models.
std::string wholeAnswer(const ReferenceRequest& request);
std::string refusal(const ReferenceRequest& request);
std::string modelsAnswer();

}  // namespace sagebench
