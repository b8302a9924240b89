// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/Journal.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace sagebench {
namespace {

namespace fs = std::filesystem;

fs::path partOf(fs::path path) {
    path += ".part";
    return path;
}

tl::unexpected<Error> ioError(const fs::path& path, std::string_view what) {
    return fail(ErrorKind::Io, fmt::format("{}: {}: {}", path.string(), what,
                                           std::generic_category().message(errno)));
}

/// A record and the file it came from, one line at a time. A line without its newline at the end of
/// a part was cut off by the end of the process.
Result<void> readLines(const fs::path& path, bool mayBeCut,
                       const std::function<Result<void>(std::string_view)>& onLine) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
    }
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (in.eof() && mayBeCut) {
            break;
        }
        if (line.empty()) {
            continue;
        }
        if (auto read = onLine(line); !read) {
            return fail(read.error().kind,
                        fmt::format("{}:{}: {}", path.string(), number, read.error().message));
        }
    }
    return {};
}

}  // namespace

JournalWriter::JournalWriter(std::unique_ptr<std::FILE, Close> file, fs::path path,
                             std::string runId)
    : file_(std::move(file)), path_(std::move(path)), runId_(std::move(runId)) {}

Result<JournalWriter> JournalWriter::open(fs::path path, std::string runId) {
    const fs::path part = partOf(path);
    std::unique_ptr<std::FILE, Close> file(std::fopen(part.string().c_str(), "wb"));
    if (!file) {
        return ioError(part, "can't be opened");
    }
    return JournalWriter(std::move(file), std::move(path), std::move(runId));
}

Result<void> JournalWriter::append(const RequestRecord& record) {
    line_.clear();
    appendJournalLine(line_, record, runId_);
    line_ += '\n';
    if (std::fwrite(line_.data(), 1, line_.size(), file_.get()) != line_.size()) {
        return ioError(partOf(path_), "can't be written");
    }
    return {};
}

Result<void> JournalWriter::flush() {
    if (std::fflush(file_.get()) != 0) {
        return ioError(partOf(path_), "can't be written");
    }
    return {};
}

Result<void> JournalWriter::finish() {
    if (auto flushed = flush(); !flushed) {
        return flushed;
    }
    file_.reset();
    std::error_code ec;
    fs::rename(partOf(path_), path_, ec);
    if (ec) {
        return fail(ErrorKind::Io,
                    fmt::format("{}: can't be renamed: {}", partOf(path_).string(), ec.message()));
    }
    return {};
}

JournalSource::JournalSource(fs::path path, bool incomplete)
    : path_(std::move(path)), incomplete_(incomplete) {}

Result<JournalSource> JournalSource::open(const fs::path& path) {
    if (path.extension() == ".part" && fs::exists(path)) {
        return JournalSource(path, true);
    }
    if (fs::exists(path)) {
        return JournalSource(path, false);
    }
    if (fs::exists(partOf(path))) {
        return JournalSource(partOf(path), true);
    }
    return fail(ErrorKind::Input, fmt::format("{}: no such journal", path.string()));
}

Result<void> JournalSource::forEach(const std::function<void(const RequestRecord&)>& visit) const {
    return readLines(path_, incomplete_, [&](std::string_view line) -> Result<void> {
        auto record = parseJournalLine(line);
        if (!record) {
            return tl::unexpected(record.error());
        }
        visit(*record);
        return {};
    });
}

std::string telemetryLine(const TelemetrySample& sample) {
    nlohmann::ordered_json line;
    line["t_ns"] = sample.at.count();
    line["source"] = sample.source;
    line["name"] = sample.name;
    line["value"] = sample.value;
    return line.dump();
}

Result<std::vector<TelemetrySample>> readTelemetry(const fs::path& path) {
    std::vector<TelemetrySample> samples;
    if (!fs::exists(path)) {
        return samples;
    }
    const auto read = readLines(path, true, [&](std::string_view line) -> Result<void> {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        try {
            samples.push_back({Nanos(json.at("t_ns").get<std::int64_t>()),
                               json.at("source").get<std::string>(),
                               json.at("name").get<std::string>(), json.at("value").get<double>()});
        } catch (const nlohmann::json::exception&) {
            return fail(
                ErrorKind::Input,
                "a telemetry sample {\"t_ns\", \"source\", \"name\", \"value\"} was expected");
        }
        return {};
    });
    return read ? Result<std::vector<TelemetrySample>>(std::move(samples))
                : tl::unexpected(read.error());
}

}  // namespace sagebench
