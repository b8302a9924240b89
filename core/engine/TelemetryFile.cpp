// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/TelemetryFile.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

#include "record/Journal.h"

namespace sagebench {

TelemetryFile::TelemetryFile(std::unique_ptr<std::FILE, Close> file, std::filesystem::path path)
    : file_(std::move(file)), path_(std::move(path)) {}

Result<TelemetryFile> TelemetryFile::open(const std::filesystem::path& path) {
    std::unique_ptr<std::FILE, Close> file(std::fopen(path.string().c_str(), "wb"));
    if (!file) {
        return fail(ErrorKind::Io, fmt::format("{}: can't be opened: {}", path.string(),
                                               std::generic_category().message(errno)));
    }
    return TelemetryFile(std::move(file), path);
}

Result<void> TelemetryFile::append(std::span<const TelemetrySample> samples) {
    std::string lines;
    for (const TelemetrySample& sample : samples) {
        lines += telemetryLine(sample) + '\n';
    }
    if (std::fwrite(lines.data(), 1, lines.size(), file_.get()) != lines.size() ||
        std::fflush(file_.get()) != 0) {
        return fail(ErrorKind::Io, fmt::format("{}: can't be written: {}", path_.string(),
                                               std::generic_category().message(errno)));
    }
    return {};
}

}  // namespace sagebench
