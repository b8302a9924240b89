// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "campaign/LoadSearch.h"

namespace sagebench {

/// Which level of streams a calibration runs next: twice the one before from 125 until a level
/// misses 1 ms twice (a neighbour's burst of work is not this machine's limit), then halved down to
/// 10 %. Decides only.
class StreamSearch {
  public:
    /// Empty: it is over.
    std::optional<int> next() const;
    /// What came of the level that next() gave.
    void add(bool within1Ms, bool serverBehind);
    /// The level that next() gave can't be run.
    void giveUp(const std::string& why);

    /// Over, and not by the client's limit: more may be possible.
    bool endedAtLeast() const { return end_ && *end_; }
    /// Why it ended where it did, where that needs saying.
    const std::string& note() const { return note_; }
    /// Runs to come. A guess while nothing has missed.
    int left() const;

  private:
    SearchStep step() const;

    std::vector<LoadTrial> trials_;  ///< load: streams
    bool again_ = false;             ///< the level missed, or its server was behind, once
    std::optional<bool> end_;        ///< whether it ended "at least"
    std::string note_;
};

}  // namespace sagebench
