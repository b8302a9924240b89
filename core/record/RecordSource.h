// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>

#include "base/Result.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// Where records come from: memory, a journal, several journals. May be read more than once,
/// each time in the same order.
class RecordSource {
  public:
    virtual ~RecordSource() = default;
    /// Calls `visit` for each record. Errors: Input (names file and line) or Io.
    virtual Result<void> forEach(const std::function<void(const RequestRecord&)>& visit) const = 0;
};

/// Records in memory, which must outlive this.
class SpanRecordSource final : public RecordSource {
  public:
    explicit SpanRecordSource(std::span<const RequestRecord> records) : records_(records) {}
    Result<void> forEach(const std::function<void(const RequestRecord&)>& visit) const override {
        for (const RequestRecord& record : records_) {
            visit(record);
        }
        return {};
    }

  private:
    std::span<const RequestRecord> records_;
};

}  // namespace sagebench
