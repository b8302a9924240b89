// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <stop_token>
#include <string_view>

#include "workload/dataset/ColumnBuilder.h"

namespace sagebench {

/// The columns that a CSV trace is read from, by the names in its header.
struct CsvNames {
    std::string_view time;
    std::string_view prompt;
    std::string_view output;
};
const CsvNames& csvNames(DatasetFormat format);

/// The first fields of a line, without quotation marks around them; returns how many there are.
/// Those after the last element of `out` are passed over.
using CsvFields = std::array<std::string_view, 24>;
std::size_t splitCsv(std::string_view line, CsvFields& out);

/// Whether a header has all of these columns; case does not count.
bool hasColumns(std::string_view header, const CsvNames& names);

/// Reads an Azure or BurstGPT trace. Errors: Input ("file:line: …"), Io, Cancelled.
Result<DatasetContent> readCsvTrace(const DatasetSpec& spec, DatasetFormat format,
                                    std::stop_token stop);

}  // namespace sagebench
