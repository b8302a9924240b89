// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "metrics/WorkloadMetrics.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// A property of requests that is told for the run as one word, "mixed" where they differ.
class CommonWord {
  public:
    void add(std::string_view word);
    const std::optional<std::string>& word() const { return word_; }

  private:
    std::optional<std::string> word_;
};

/// How good the stamps and counts of the successful requests are.
class StreamQuality {
  public:
    void add(const RequestRecord& successful);

    /// Chunks that arrived in one read with the chunk before, of all chunks. Absent: no chunk.
    std::optional<double> coalescedFraction() const;
    const std::optional<std::string>& stampSource() const { return stampSource_.word(); }
    const std::optional<std::string>& tokenCountBasis() const { return tokenCountBasis_.word(); }
    /// The weakest that any request's ITL rests on.
    std::optional<ItlBasis> itlBasis() const { return itlBasis_; }

  private:
    std::uint64_t chunks_ = 0;
    std::uint64_t coalesced_ = 0;
    CommonWord stampSource_;
    CommonWord tokenCountBasis_;
    std::optional<ItlBasis> itlBasis_;
};

}  // namespace sagebench
