// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/CsvTrace.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/AsciiCase.h"
#include "workload/dataset/LineReader.h"
#include "workload/dataset/ReadErrors.h"
#include "workload/dataset/TraceText.h"

namespace sagebench {
namespace {

constexpr CsvNames kAzure{"TIMESTAMP", "ContextTokens", "GeneratedTokens"};
constexpr CsvNames kBurstGpt{"Timestamp", "Request tokens", "Response tokens"};

std::optional<std::size_t> columnOf(const CsvFields& header, std::size_t count,
                                    std::string_view name) {
    for (std::size_t i = 0; i < count; ++i) {
        if (sameIgnoringCase(header[i], name)) {
            return i;
        }
    }
    return std::nullopt;
}

struct Columns {
    std::size_t time = 0;
    std::size_t prompt = 0;
    std::size_t output = 0;
    std::size_t needed() const { return std::max({time, prompt, output}) + 1; }
};
std::optional<Columns> columnsOf(std::string_view header, const CsvNames& names) {
    CsvFields fields;
    const std::size_t count = splitCsv(header, fields);
    const auto time = columnOf(fields, count, names.time);
    const auto prompt = columnOf(fields, count, names.prompt);
    const auto output = columnOf(fields, count, names.output);
    return time && prompt && output ? std::optional(Columns{*time, *prompt, *output})
                                    : std::nullopt;
}

class RowReader {
  public:
    RowReader(const DatasetSpec& spec, DatasetFormat format, const Columns& columns)
        : columns_(columns),
          dates_(format == DatasetFormat::Azure),
          nanosPerUnit_(spec.timeUnit == TraceTimeUnit::Milliseconds ? 1'000'000 : 1'000'000'000) {}

    std::optional<RowNumbers> read(std::string_view line) const {
        CsvFields fields;
        if (splitCsv(line, fields) < columns_.needed()) {
            return std::nullopt;
        }
        const std::string_view time = fields[columns_.time];
        const auto at = dates_ ? parseDateTime(time) : parseTimeNumber(time, nanosPerUnit_);
        const auto prompt = parseTokenCount(fields[columns_.prompt]);
        const auto output = parseTokenCount(fields[columns_.output]);
        return at && prompt && output ? std::optional(RowNumbers{*at, *prompt, *output, 0})
                                      : std::nullopt;
    }

  private:
    Columns columns_;
    bool dates_;
    std::int64_t nanosPerUnit_;
};

std::string expected(const CsvNames& names, DatasetFormat format) {
    return fmt::format(
        "{} in the column \"{}\", and whole numbers from 0 in \"{}\" and \"{}\" were expected",
        format == DatasetFormat::Azure ? "a time such as 2023-11-16 18:17:03.9799600"
                                       : "a number of seconds",
        names.time, names.prompt, names.output);
}

}  // namespace

const CsvNames& csvNames(DatasetFormat format) {
    return format == DatasetFormat::Azure ? kAzure : kBurstGpt;
}

std::size_t splitCsv(std::string_view line, CsvFields& out) {
    std::size_t count = 0;
    for (bool more = true; more && count < out.size(); ++count) {
        const bool quoted = line.starts_with('"');
        const std::size_t close = quoted ? line.find('"', 1) : 0;
        std::size_t end = line.find(',', close == std::string_view::npos ? 0 : close);
        more = end != std::string_view::npos;
        end = std::min(end, line.size());
        out[count] = quoted && close != std::string_view::npos ? line.substr(1, close - 1)
                                                               : line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return count;
}

bool hasColumns(std::string_view header, const CsvNames& names) {
    return columnsOf(header, names).has_value();
}

Result<DatasetContent> readCsvTrace(const DatasetSpec& spec, DatasetFormat format,
                                    std::stop_token stop) {
    auto file = FileWindow::open(spec.path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    LineReader lines(*std::move(file));
    RawRow raw;
    const CsvNames& names = csvNames(format);
    const auto columns = lines.next(raw) ? columnsOf(raw.text, names) : std::nullopt;
    if (!columns) {
        return inFile(spec.path, 1,
                      {ErrorKind::Input,
                       fmt::format("a header with the columns \"{}\", \"{}\" and \"{}\" was "
                                   "expected",
                                   names.time, names.prompt, names.output)});
    }
    const RowReader reader(spec, format, *columns);
    ColumnBuilder builder(spec, format);
    while (!builder.full() && lines.next(raw)) {
        const auto row = reader.read(raw.text);
        if (!row) {
            return inFile(spec.path, raw.line, {ErrorKind::Input, expected(names, format)});
        }
        builder.add(*row, nullptr);
        if (stopsAt(raw.line, stop)) {
            return stoppedReading(spec.path);
        }
    }
    if (const auto error = lines.error()) {
        return inFile(spec.path, raw.line, *error);
    }
    return named(spec.path, builder.finish(""));
}

}  // namespace sagebench
