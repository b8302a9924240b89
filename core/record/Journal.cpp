// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/Journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <deque>
#include <future>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "record/JournalBlocks.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBuffer = 256u << 10;  ///< a system call for some hundred requests

fs::path partOf(fs::path path) {
    path += ".part";
    return path;
}

tl::unexpected<Error> ioError(const fs::path& path, std::string_view what) {
    return fail(ErrorKind::Io, fmt::format("{}: {}: {}", path.string(), what,
                                           std::generic_category().message(errno)));
}

tl::unexpected<Error> inFile(const fs::path& path, const Error& error) {
    return fail(error.kind, fmt::format("{}:{}", path.string(), error.message));
}

/// A line at a time. A line without its newline at the end of a part was cut off by the end of the
/// process.
Result<void> readLines(const fs::path& path, bool mayBeCut,
                       const std::function<Result<void>(std::string_view)>& onLine) {
    auto blocks = LineBlocks::open(path, mayBeCut);
    if (!blocks) {
        return tl::unexpected(blocks.error());
    }
    while (const auto block = blocks->next()) {
        if (auto read = block->forEachLine(onLine); !read) {
            return inFile(path, read.error());
        }
    }
    return {};
}

struct ParsedBlock {
    std::vector<RequestRecord> records;  ///< up to the first bad line
    Result<void> read;
};

ParsedBlock parseBlock(const LineBlock& block) {
    ParsedBlock parsed;
    parsed.read = block.forEachLine([&](std::string_view line) -> Result<void> {
        auto record = parseJournalLine(line);
        if (!record) {
            return tl::unexpected(record.error());
        }
        parsed.records.push_back(*std::move(record));
        return {};
    });
    return parsed;
}

/// Blocks are parsed on threads of their own, so that every core works; they come out in the order
/// of the file. What fits into one block is parsed where it is asked for.
class ParsedBlocks {
  public:
    explicit ParsedBlocks(LineBlocks blocks) : blocks_(std::move(blocks)) {}

    std::optional<ParsedBlock> next() {
        fill();
        if (ahead_.empty()) {
            return std::nullopt;
        }
        ParsedBlock parsed = ahead_.front().get();
        ahead_.pop_front();
        fill();
        return parsed;
    }

  private:
    void fill() {
        const std::size_t depth = std::max(std::thread::hardware_concurrency(), 2u);
        while (ahead_.size() < depth) {
            const bool first = std::exchange(first_, false);
            auto block = blocks_.next();
            if (!block) {
                return;
            }
            const bool alone = first && blocks_.atEnd();
            ahead_.push_back(std::async(alone ? std::launch::deferred : std::launch::async,
                                        [block = *std::move(block)] { return parseBlock(block); }));
        }
    }

    LineBlocks blocks_;
    std::deque<std::future<ParsedBlock>> ahead_;
    bool first_ = true;
};

/// Without parsing all of the line. Within a text the quotes would be escaped.
Result<Stamp> scheduledIn(std::string_view line) {
    constexpr std::string_view kKey = "\"scheduled_ns\":";
    const std::size_t at = line.find(kKey);
    std::int64_t ns = 0;
    if (at != std::string_view::npos) {
        const std::string_view value = line.substr(at + kKey.size());
        if (std::from_chars(value.data(), value.data() + value.size(), ns).ec == std::errc()) {
            return Stamp(Nanos(ns));
        }
    }
    return parseJournalLine(line).map([](const RequestRecord& record) { return record.scheduled; });
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
    std::setvbuf(file.get(), nullptr, _IOFBF, kBuffer);
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
    auto blocks = LineBlocks::open(path_, incomplete_);
    if (!blocks) {
        return tl::unexpected(blocks.error());
    }
    ParsedBlocks parsed(*std::move(blocks));
    while (const auto block = parsed.next()) {
        for (const RequestRecord& record : block->records) {
            visit(record);
        }
        if (!block->read) {
            return inFile(path_, block->read.error());
        }
    }
    return {};
}

Result<Nanos> JournalSource::firstScheduled() const {
    Nanos first = kNever;
    return readLines(path_, incomplete_,
                     [&](std::string_view line) {
                         return scheduledIn(line).map([&](Stamp scheduled) {
                             first = std::min(first, scheduled.valueOr(kNever));
                         });
                     })
        .map([&] { return first; });
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
