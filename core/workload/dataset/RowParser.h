// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>

#include "base/Result.h"
#include "plan/DatasetSpec.h"
#include "workload/Dataset.h"
#include "workload/dataset/ColumnBuilder.h"

namespace sagebench {

struct ParsedRow {
    bool usable = true;
    RowNumbers numbers;
    DatasetRow row;
};

/// Reads rows that are JSON objects. One thread at a time.
class RowParser {
  public:
    virtual ~RowParser() = default;
    /// `text`: with FileWindow::kPadding readable bytes after it. Errors (Input): what was
    /// expected, without file and line.
    virtual Result<ParsedRow> parse(std::string_view text) = 0;
    /// What rows that are not usable are, in the plural.
    virtual std::string_view unusable() const { return ""; }
};

std::unique_ptr<RowParser> makePromptsParser();
std::unique_ptr<RowParser> makeShareGptParser();
std::unique_ptr<RowParser> makeMooncakeParser(TraceTimeUnit unit);

}  // namespace sagebench
