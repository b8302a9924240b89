// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/JsonDataset.h"

#include "workload/dataset/JsonElements.h"
#include "workload/dataset/LineReader.h"
#include "workload/dataset/ReadErrors.h"

namespace sagebench {
namespace {

template <class Rows>
Result<DatasetContent> readRows(Rows rows, RowParser& parser, const DatasetSpec& spec,
                                DatasetFormat format, const std::stop_token& stop) {
    ColumnBuilder builder(spec, format);
    RawRow raw;
    raw.line = 1;
    for (std::uint64_t i = 1; !builder.full() && rows.next(raw); ++i) {
        const auto parsed = parser.parse(raw.text);
        if (!parsed) {
            return inFile(spec.path, raw.line, parsed.error());
        }
        if (parsed->usable) {
            builder.add(parsed->numbers, &raw.place);
        } else {
            builder.leaveOut();
        }
        if (stopsAt(i, stop)) {
            return stoppedReading(spec.path);
        }
    }
    if (const auto error = rows.error()) {
        return inFile(spec.path, rows.line(), *error);
    }
    return named(spec.path, builder.finish(parser.unusable()));
}

}  // namespace

std::unique_ptr<RowParser> makeRowParser(const DatasetSpec& spec, DatasetFormat format) {
    switch (format) {
        case DatasetFormat::Prompts:
            return makePromptsParser();
        case DatasetFormat::ShareGpt:
            return makeShareGptParser();
        case DatasetFormat::Mooncake:
            return makeMooncakeParser(spec.timeUnit);
        case DatasetFormat::Auto:
        case DatasetFormat::Azure:
        case DatasetFormat::BurstGpt:
            break;
    }
    return nullptr;
}

Result<DatasetContent> readJsonRows(const DatasetSpec& spec, DatasetFormat format,
                                    std::stop_token stop) {
    auto file = FileWindow::open(spec.path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto parser = makeRowParser(spec, format);
    return format == DatasetFormat::ShareGpt
               ? readRows(JsonElements(*std::move(file)), *parser, spec, format, stop)
               : readRows(LineReader(*std::move(file)), *parser, spec, format, stop);
}

}  // namespace sagebench
