// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/Time.h"

namespace sagebench {

/// Whether a server really keeps connections open after an answer. Some say so and close at once
/// (llama-server after a stream); a request sent into that is lost and has to be sent again, with
/// the time of both. So until a connection was seen to stay open, one that has just answered is
/// left alone.
class ReusePolicy {
  public:
    static constexpr Nanos kProbation = std::chrono::milliseconds(20);
    static constexpr Nanos kSoon = std::chrono::seconds(1);

    /// May a connection that gave `answers` answers and is idle for that long carry a request?
    bool mayReuse(std::uint64_t answers, Nanos idleFor) const {
        return answers == 0 || habit_ == Habit::Keeps ||
               (habit_ == Habit::Unknown && idleFor >= kProbation);
    }
    bool worthKeeping() const { return habit_ != Habit::Closes; }

    /// A connection carried an answer after its first.
    void reused() { habit_ = Habit::Keeps; }
    /// The server closed a connection outside an answer.
    void lost(std::uint64_t answers, Nanos idleFor) {
        if (answers > 0 && idleFor < kSoon && habit_ == Habit::Unknown) {
            habit_ = Habit::Closes;
        }
    }

  private:
    enum class Habit : std::uint8_t { Unknown, Keeps, Closes };
    Habit habit_ = Habit::Unknown;
};

}  // namespace sagebench
