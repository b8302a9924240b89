// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "record/RequestRecord.h"

namespace sagebench {

/// Content chunks that came within the busiest second, at steps of 0.1 s: what a client has to
/// keep up with. Holds the tenths of a second that have chunks.
class EventRate {
  public:
    void add(const RequestRecord& record);
    /// Absent: no chunk.
    std::optional<double> busiestSecond() const;

  private:
    std::map<std::int64_t, std::uint64_t> tenths_;  ///< chunks of each, since t0
};

}  // namespace sagebench
