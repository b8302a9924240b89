// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/Dataset.h"

#include <fmt/format.h>

#include <fstream>

#include "workload/dataset/CsvTrace.h"
#include "workload/dataset/DatasetDetection.h"
#include "workload/dataset/FileWindow.h"
#include "workload/dataset/JsonDataset.h"

namespace sagebench {
namespace {

constexpr std::size_t kHeadBytes = 64 * 1024;

class FileDataset final : public Dataset {
  public:
    FileDataset(const DatasetSpec& spec, DatasetFormat format, DatasetContent content)
        : path_(spec.path),
          format_(format),
          content_(std::move(content)),
          parser_(makeRowParser(spec, format)),
          in_(spec.path, std::ios::binary) {}

    DatasetFormat format() const override { return format_; }
    const RecordedRequests& requests() const override { return content_.requests; }
    std::vector<std::string> warnings() const override { return content_.warnings; }

    Result<DatasetRow> row(std::size_t index) const override {
        if (content_.places.empty()) {
            return DatasetRow();
        }
        const RowPlace& place = content_.places[index % content_.places.size()];
        buffer_.resize(place.length + FileWindow::kPadding);
        in_.clear();
        in_.seekg(static_cast<std::streamoff>(place.offset));
        if (!in_.read(buffer_.data(), place.length)) {
            return fail(ErrorKind::Io, fmt::format("{}: can't be read any more, {} bytes at {}",
                                                   path_, place.length, place.offset));
        }
        auto parsed = parser_->parse(std::string_view(buffer_).substr(0, place.length));
        if (!parsed) {
            return fail(ErrorKind::Input,
                        fmt::format("{}: has changed since it was opened: {}, at byte {}", path_,
                                    parsed.error().message, place.offset));
        }
        return std::move(parsed->row);
    }

  private:
    std::string path_;
    DatasetFormat format_;
    DatasetContent content_;
    std::unique_ptr<RowParser> parser_;
    mutable std::ifstream in_;
    mutable std::string buffer_;
};

Result<DatasetFormat> formatOf(const DatasetSpec& spec) {
    if (spec.format != DatasetFormat::Auto) {
        return spec.format;
    }
    auto file = FileWindow::open(spec.path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    while (file->rest().size() < kHeadBytes && file->readMore()) {
    }
    auto format = detectFormat(file->rest().substr(0, kHeadBytes));
    return format ? format
                  : fail(format.error().kind,
                         fmt::format("{}: {}", spec.path, format.error().message));
}

}  // namespace

bool isTrace(DatasetFormat format) {
    return format == DatasetFormat::Mooncake || format == DatasetFormat::Azure ||
           format == DatasetFormat::BurstGpt;
}

Result<std::unique_ptr<Dataset>> Dataset::open(const DatasetSpec& spec, std::stop_token stop) {
    const auto format = formatOf(spec);
    if (!format) {
        return tl::unexpected(format.error());
    }
    const bool csv = *format == DatasetFormat::Azure || *format == DatasetFormat::BurstGpt;
    auto content = csv ? readCsvTrace(spec, *format, std::move(stop))
                       : readJsonRows(spec, *format, std::move(stop));
    if (!content) {
        return tl::unexpected(content.error());
    }
    return std::make_unique<FileDataset>(spec, *format, *std::move(content));
}

}  // namespace sagebench
