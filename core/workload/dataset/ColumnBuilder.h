// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/Result.h"
#include "plan/DatasetSpec.h"
#include "plan/RecordedRequests.h"
#include "workload/dataset/RawRow.h"

namespace sagebench {

/// What a row says in numbers, as the file has it.
struct RowNumbers {
    std::int64_t atNanos = 0;       ///< traces; since any zero that the file's rows share
    std::int32_t promptTokens = 0;  ///< traces
    std::int32_t outputTokens = 0;  ///< 0: it does not say
    std::uint16_t turns = 0;        ///< 0: the format knows no conversations
};

/// A data set as it was read.
struct DatasetContent {
    RecordedRequests requests;
    std::vector<RowPlace> places;  ///< of the rows; empty: nothing is read later
    std::vector<std::string> warnings;
};

/// Chooses among the rows of a file by window and limit, scales what they say, and puts it into
/// columns.
class ColumnBuilder {
  public:
    ColumnBuilder(const DatasetSpec& spec, DatasetFormat format);

    /// As many rows as may be used are there.
    bool full() const { return limit_ > 0 && rows_ == limit_; }
    /// `place`: where the row will be read again; may be null.
    void add(const RowNumbers& row, const RowPlace* place);
    /// A row that can't be used, and is not in error.
    void leaveOut() { ++unusable_; }
    /// `unusable`: what leaveOut() was called for, as "conversations of fewer than two turns".
    /// Errors (Input): no row is left. Messages don't name the file.
    Result<DatasetContent> finish(std::string_view unusable);

  private:
    void addTimed(const RowNumbers& row, const RowPlace* place);
    bool inWindow(std::int64_t atNanos);
    std::int32_t scaled(std::int32_t tokens) const;
    void sortByTime();
    void makeRelative();
    Error nothingLeft() const;
    std::vector<std::string> warnings(std::string_view unusable) const;

    const DatasetSpec spec_;
    const DatasetFormat format_;
    const std::size_t limit_;
    std::size_t rows_ = 0;
    DatasetContent content_;
    std::optional<std::int64_t> zero_;  ///< the file's first row
    bool saysOutput_ = false;
    std::uint64_t outside_ = 0;
    std::uint64_t noTokens_ = 0;
    std::uint64_t cut_ = 0;
    std::uint64_t unusable_ = 0;
    std::uint64_t late_ = 0;
};

}  // namespace sagebench
