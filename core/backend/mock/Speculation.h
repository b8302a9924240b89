// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sagebench {

/// Speculative decoding: a step drafts tokens, keeps the accepted ones up to the first rejected
/// one, and always makes one more itself.
class Speculation {
  public:
    Speculation(std::uint64_t seed, int tokens, double accept)
        : seed_(seed), tokens_(tokens), accept_(accept) {}

    struct Step {
        int drafted = 0;
        int accepted = 0;
        int tokens() const { return accepted + 1; }
        bool operator==(const Step&) const = default;
    };
    /// The step after `generated` tokens of a request of `wanted` (more than generated). No more is
    /// drafted than the answer has room for.
    Step step(std::uint64_t request, int generated, int wanted) const;

  private:
    std::uint64_t seed_;
    int tokens_;
    double accept_;
};

}  // namespace sagebench
