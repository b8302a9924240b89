// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/Result.h"
#include "base/Time.h"
#include "reference/TruthLog.h"

namespace sagebench {

/// When the tokens of an answer leave. Counted from the moment its request was received.
struct ReferencePace {
    Nanos firstToken = std::chrono::milliseconds(50);
    Nanos gap = std::chrono::milliseconds(10);
    bool flood = false;      ///< no pace: all of an answer at once
    bool writeEach = false;  ///< with flood: one write a token, the answers in turns
};

/// An OpenAI-compatible server on loopback whose true times are known: it sends tokens on a fixed
/// schedule and logs when each request came and when each token left. Answers /v1/models,
/// /v1/chat/completions and /v1/completions; an answer has as many tokens as `max_tokens` says. One
/// that is not streamed comes whole and at once. Serves from one thread, which polls while the next
/// token is near.
class ReferenceServer {
  public:
    /// Port 0: a free one. Without `keepLog` the log stays empty. Errors (Run): the port can't be
    /// had.
    static Result<ReferenceServer> listen(ReferencePace pace, std::uint16_t port, bool keepLog);
    ~ReferenceServer();
    ReferenceServer(ReferenceServer&&) noexcept;
    ReferenceServer& operator=(ReferenceServer&&) noexcept;

    std::uint16_t port() const;
    /// Serves until `stop`, which it sees within 50 ms.
    void run(const std::atomic<bool>& stop);
    /// In the order of arrival; not while it runs. Of an answer that was not finished: what left.
    const std::vector<RequestTruth>& log() const;

  private:
    class Impl;
    explicit ReferenceServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace sagebench
