// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "metrics/DefinedFigures.h"
#include "metrics/MeasuredWindow.h"

namespace sagebench {

/// When a tool says that a load was measured, and how many requests were in flight in it.
class DefinedWindow {
  public:
    DefinedWindow(const ToolDefinition& tool, const RecordFacts& facts)
        : tool_(tool), facts_(facts) {}

    void add(const RequestRecord& measured);
    /// Of warm-up or cool-down.
    void addOther(const RequestRecord& record) { ours_.addOther(record); }

    DefinedNumber duration() const;
    DefinedNumber peak() const;

  private:
    struct Ends {
        Stamp from, to;
    };
    Ends ends() const;
    std::optional<double> fullestSecond() const;

    const ToolDefinition& tool_;
    const RecordFacts& facts_;
    MeasuredWindow ours_;
    Stamp firstSent_, firstDue_, lastFinished_, lastContent_, lastSent_, lastQueryFinished_;
    std::vector<TimeSpan> successful_;  ///< send to the tool's last event
};

}  // namespace sagebench
