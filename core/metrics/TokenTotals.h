// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "record/RequestRecord.h"

namespace sagebench {

/// Asked against actual lengths, over requests that tell both.
struct LengthComparison {
    std::uint64_t requests = 0;
    std::uint64_t differing = 0;
    std::uint64_t askedSum = 0;
    std::uint64_t actualSum = 0;

    void add(std::optional<std::int32_t> asked, std::optional<std::int32_t> actual);
    std::optional<double> avgAsked() const;
    std::optional<double> avgActual() const;
};

/// A mean over requests that tell.
class KnownMean {
  public:
    void add(std::optional<std::int32_t> tokens);
    std::optional<double> mean() const;

  private:
    std::uint64_t requests_ = 0, sum_ = 0;
};

/// A sum over requests that is known only when each of them tells its part.
class CompleteSum {
  public:
    void add(std::optional<std::int32_t> part);
    std::optional<std::uint64_t> total() const;

  private:
    std::uint64_t sum_ = 0;
    bool complete_ = true;
};

/// Prompt tokens that came from the engine's prefix cache, over requests that tell.
struct CachedTokens {
    std::uint64_t requests = 0;
    std::uint64_t prompt = 0;
    std::uint64_t cached = 0;
    std::uint64_t beyondShared = 0;  ///< cached, without what prompts share by design

    void add(const RequestRecord& record, int sharedPerPrompt);
    std::optional<double> fraction() const;
    std::optional<double> fractionBeyondShared() const;
};

/// Token counts over the successful requests of a workload.
struct TokenTotals {
    CompleteSum input;
    CompleteSum output;
    LengthComparison prompts;
    LengthComparison outputs;
    KnownMean promptLength, outputLength;
    CachedTokens cached;

    void add(const RequestRecord& successful, int sharedPerPrompt);
};

}  // namespace sagebench
