// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/ForeignResults.h"

namespace sagebench {

/// Collects the columns of one result object and makes records of them. Errors (Input) name the
/// key and the request, without the file.
class ForeignRunBuilder {
  public:
    /// A column or value that is read; others may be skipped.
    static bool isList(std::string_view key);
    static bool isValue(std::string_view key);

    /// Any key of the object, also those that are not read: they tell whose file it is.
    void note(std::string_view key);
    /// JSON text.
    Result<void> value(std::string_view key, std::string_view json);
    /// Elements of a list, with commas between them.
    Result<void> elements(std::string_view key, std::string_view json);
    /// `fallbackName` is for a run that has no name of its own. Leaves the builder empty.
    Result<ForeignRun> build(const std::string& fallbackName);

  private:
    /// What a file says of one request; a column that is not there leaves it as it is.
    struct Row {
        std::optional<std::int32_t> input, output;
        std::optional<double> ttft, start;  ///< seconds
        ChunkLog gaps;                      ///< since the first chunk, that one left out
        std::string error;
    };
    struct Column {
        std::string key;
        std::size_t size = 0;
    };

    Result<ForeignFormat> format() const;
    Result<void> checkColumns(ForeignFormat format) const;
    std::size_t sizeOf(std::string_view key) const;
    Row& row(Column& column);
    RequestRecord record(Row& row, std::uint64_t index, double t0, ForeignFormat format) const;
    double firstStart() const;
    Result<void> checkStarts(double first) const;

    std::vector<std::string> keys_;
    std::vector<Column> columns_;
    std::vector<Row> rows_;
    std::string label_, backend_, model_;
    std::optional<std::string> validity_;  ///< empty: null
    std::optional<double> duration_;
};

}  // namespace sagebench
