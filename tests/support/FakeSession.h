// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "backend/Session.h"

namespace sagebench::test {

/// How the fake engine answers: `ttft`, then a token each `gap`; some requests never end.
struct FakeBehaviour {
    Nanos ttft = std::chrono::milliseconds(10);
    Nanos gap = std::chrono::milliseconds(1);
    std::set<std::uint64_t> silent;   ///< indexes that never get a token
    std::set<std::uint64_t> refused;  ///< indexes that fail at once, inside submit()
};

/// Counts words as tokens.
class WordCounter final : public TokenCounter {
  public:
    Form form() const override { return Form::TokenIds; }
    Result<std::vector<std::int32_t>> pieceTokens(std::string_view piece,
                                                  std::stop_token) override {
        return std::vector<std::int32_t>{static_cast<std::int32_t>(piece.size())};
    }
    Result<int> promptTokens(std::string_view, std::stop_token) override { return 1; }
};

/// An engine without slots or queue, for tests of the load generator. On a virtual clock nothing
/// waits and results repeat exactly; on a steady clock waits are real and can be woken.
class FakeSession final : public Session {
  public:
    FakeSession(FakeBehaviour behaviour, std::unique_ptr<Clock> clock, int workers = 1)
        : behaviour_(std::move(behaviour)), clock_(std::move(clock)), workers_(workers) {}

    const EngineInfo& info() const override { return info_; }
    Clock& clock() override { return *clock_; }
    int maxWorkers() const override { return workers_; }
    TokenCounter& tokenCounter() override { return counter_; }
    /// "[user first][assistant answer]second"; answers say what was asked.
    std::string encode(const ScheduledRequest&, const Prompt& prompt) const override {
        std::string bytes;
        for (const ChatMessage& message : prompt.history) {
            bytes += '[' + message.role + ' ' + message.content + ']';
        }
        return bytes + prompt.text;
    }
    Result<std::unique_ptr<Driver>> makeDriver(int worker, DriverEvents& events) override;
    void beginWorkload() override {}
    void beginWindow() override {}
    EngineFigures endWindow() override { return {}; }
    EngineProcess process() const override { return {}; }
    std::optional<ServerMetricsSource> serverMetrics() const override { return std::nullopt; }

    std::atomic<int> prepared{0};    ///< connections that drivers were asked to prepare
    std::atomic<int> mostInARow{0};  ///< requests that one driver was given without being run

  private:
    FakeBehaviour behaviour_;
    std::unique_ptr<Clock> clock_;
    int workers_;
    EngineInfo info_;
    WordCounter counter_;
};

}  // namespace sagebench::test
