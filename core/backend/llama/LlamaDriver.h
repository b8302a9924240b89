// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

#include "backend/Session.h"
#include "backend/llama/SequenceEngine.h"

namespace sagebench {

/// Hands requests to the engine at once, and the engine's stamped events to their recorders.
class LlamaDriver final : public Driver {
  public:
    using PieceOf = std::function<std::string(std::int32_t token)>;

    struct Config {
        bool keepsPrefixes = false;  ///< the engine has a prefix cache: records tell cached tokens
        PieceOf pieceOf;             ///< a token's text, for runs that keep texts
    };

    /// All must outlive the driver.
    LlamaDriver(SequenceEngine& engine, const Clock& clock, Config config, DriverEvents& events);
    /// Takes out of the engine what is still in it.
    ~LlamaDriver() override;

    void prepare(int, std::stop_token) override {}
    void submit(ActiveRequest& request) override;
    void cancel(ActiveRequest& request, Outcome outcome, ErrorCategory category,
                const std::string& message) override;
    void runUntil(Nanos deadline) override;
    void wake() override { engine_.wake(); }

  private:
    struct Flight {
        ActiveRequest* request = nullptr;
        std::int32_t promptTokens = 0;
        std::int32_t cachedTokens = 0;
        bool began = false;  ///< the engine has told how much of the prompt was cached
        std::int32_t generated = 0;
    };

    void deliver(const SequenceEvent& event);
    void deliverTokens(Flight& flight, const SequenceEvent& event, const SequenceEvents& events);
    void complete(std::uint64_t id, Nanos at);

    SequenceEngine& engine_;
    const Clock& clock_;
    Config config_;
    DriverEvents& events_;
    std::uint64_t nextId_ = 1;
    std::unordered_map<std::uint64_t, Flight> flights_;
    SequenceEvents taken_;
};

}  // namespace sagebench
