// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "record/RequestRecord.h"

namespace sagebench {

/// Content chunks that came within the busiest second, at steps of 0.1 s: what a client has to
/// keep up with. Four bytes for each tenth of a second.
class EventRate {
  public:
    void add(const RequestRecord& record);
    /// Absent: no chunk.
    std::optional<double> busiestSecond() const;

  private:
    std::vector<std::uint32_t> tenths_;  ///< chunks, since t0
};

}  // namespace sagebench
