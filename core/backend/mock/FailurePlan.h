// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "record/RequestRecord.h"

namespace sagebench {

enum class FailKind {
    Refused,  ///< fails as it arrives
    Reset,    ///< ends in the middle of the answer
    Stall,    ///< never goes on from the middle of the answer; keeps its slot until it is cancelled
    Malformed,  ///< a chunk after the first one can't be read
    TooLarge,   ///< not injected: the KV cache could never hold it
};

/// What is to go wrong with a request.
struct InjectedFailure {
    FailKind kind = FailKind::Refused;
    int afterTokens = 0;  ///< generated before it happens
    bool operator==(const InjectedFailure&) const = default;
};

/// Which requests fail, and where.
class FailurePlan {
  public:
    FailurePlan(std::uint64_t seed, double rate, FailKind kind)
        : seed_(seed), rate_(rate), kind_(kind) {}

    /// Absent: the request succeeds. A place in the middle of the answer has at least one token
    /// before it and, where there are two or more, at least one behind it.
    std::optional<InjectedFailure> of(std::uint64_t request, int outputTokens) const;

  private:
    std::uint64_t seed_;
    double rate_;
    FailKind kind_;
};

/// How a failure of this kind is counted. A stall is ended from outside, which says how it counts.
ErrorCategory categoryOf(FailKind kind);
std::string_view describe(FailKind kind);

}  // namespace sagebench
