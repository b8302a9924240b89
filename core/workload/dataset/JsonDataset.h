// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "workload/dataset/RowParser.h"

namespace sagebench {

/// The reader of a format's rows; null: its rows are no JSON.
std::unique_ptr<RowParser> makeRowParser(const DatasetSpec& spec, DatasetFormat format);

/// Reads a file of JSON rows: one a line, or the elements of a list (ShareGPT). Errors: Input
/// ("file:line: …"), Io, Cancelled.
Result<DatasetContent> readJsonRows(const DatasetSpec& spec, DatasetFormat format,
                                    std::stop_token stop);

}  // namespace sagebench
