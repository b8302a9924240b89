// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/ForeignRunBuilder.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace sagebench {
namespace {

namespace dom = simdjson::dom;

constexpr std::array<std::string_view, 6> kLists{"input_lens", "output_lens", "ttfts",
                                                 "itls",       "start_times", "errors"};
constexpr std::array<std::string_view, 6> kValues{"label",    "tag",      "backend",
                                                  "model_id", "duration", "validity"};
/// vLLM's --metadata may be of that name, but then says something else.
constexpr std::array<std::string_view, 5> kOurVerdicts{"", "valid", "client_limited",
                                                       "machine_busy", "too_few_samples"};

template <class Table>
bool isOneOf(const Table& table, std::string_view key) {
    return std::ranges::find(table, key) != table.end();
}

tl::unexpected<Error> wrong(std::string message) {
    return fail(ErrorKind::Input, std::move(message));
}

tl::unexpected<Error> wrongElement(std::string_view key, std::size_t index, const char* expected) {
    return wrong(fmt::format("key \"{}\": element {} must be {}", key, index + 1, expected));
}

Result<dom::element> parsed(std::string_view key, std::string_view json, dom::parser& parser) {
    dom::element root;
    if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) {
        return wrong(fmt::format("key \"{}\": not valid JSON", key));
    }
    return root;
}

/// Clocks may count from 1970; a trace may last 3650 days, nothing longer.
constexpr double kMostSeconds = 9e9;
constexpr double kLongestRunSeconds = 3650.0 * 24 * 3600;
/// What a ChunkLog holds.
constexpr Nanos kLongestAnswer = ChunkLog::kLongest;
constexpr double kLongestAnswerSeconds = std::chrono::duration<double>(kLongestAnswer).count();

/// A time of 0 or more; absent for null. False: neither.
bool readSeconds(dom::element element, std::optional<double>& out, double most) {
    if (element.is_null()) {
        out.reset();
        return true;
    }
    double seconds = 0;
    const bool good =
        element.get<double>().get(seconds) == simdjson::SUCCESS && seconds >= 0 && seconds <= most;
    out = seconds;
    return good;
}

bool readCount(dom::element element, std::optional<std::int32_t>& out) {
    std::uint64_t count = 0;
    if (element.is_null()) {
        return true;
    }
    const bool good = element.get<std::uint64_t>().get(count) == simdjson::SUCCESS &&
                      count <= std::numeric_limits<std::int32_t>::max();
    out = good ? std::optional(static_cast<std::int32_t>(count)) : std::nullopt;
    return good;
}

bool readText(dom::element element, std::string& out) {
    std::string_view text;
    const bool good = element.get<std::string_view>().get(text) == simdjson::SUCCESS;
    out = text;
    return good || element.is_null();
}

Nanos nanosOf(double seconds) {
    return Nanos(std::llround(seconds * 1e9));
}

/// The gaps of one request, as the times of its chunks since the first.
bool readGaps(dom::element element, ChunkLog& out) {
    dom::array gaps;
    if (element.get(gaps) != simdjson::SUCCESS) {
        return false;
    }
    out.reserve(gaps.size() + 1);
    Nanos at{};
    for (const dom::element gap : gaps) {
        std::optional<double> seconds;
        if (!readSeconds(gap, seconds, kLongestAnswerSeconds) || !seconds) {
            return false;
        }
        if (out.empty()) {
            out.append(at, 0);
        }
        at += nanosOf(*seconds);
        if (at > kLongestAnswer) {
            return false;
        }
        out.append(at, 0);
    }
    return true;
}

/// "connect: refused", as our own export has it.
std::optional<std::pair<ErrorCategory, std::string>> categorised(const std::string& error) {
    const std::size_t colon = error.find(": ");
    const auto category = errorCategoryFrom(error.substr(0, colon));
    if (!category) {
        return std::nullopt;
    }
    return std::pair(*category, colon == std::string::npos ? "" : error.substr(colon + 2));
}

/// Of a Python traceback: what was thrown.
std::string lastLine(const std::string& error) {
    const std::size_t end = error.find_last_not_of(" \r\n");
    const std::string text = error.substr(0, end == std::string::npos ? 0 : end + 1);
    return text.substr(text.rfind('\n') + 1);
}

void setError(RequestRecord& record, const std::string& error) {
    record.outcome = Outcome::Failed;
    record.outputTokens.reset();
    if (auto known = categorised(error)) {
        std::tie(record.errorCategory, record.errorMessage) = *std::move(known);
    } else {
        record.errorMessage = error.empty() ? "no reason is told" : lastLine(error);
    }
}

ChunkLog eachOneToken(const ChunkLog& chunks) {
    ChunkLog out;
    out.reserve(chunks.size());
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        out.append(chunks[i].at, 1);
    }
    return out;
}

}  // namespace

bool ForeignRunBuilder::isList(std::string_view key) {
    return isOneOf(kLists, key);
}

bool ForeignRunBuilder::isValue(std::string_view key) {
    return isOneOf(kValues, key);
}

void ForeignRunBuilder::note(std::string_view key) {
    keys_.emplace_back(key);
}

Result<void> ForeignRunBuilder::value(std::string_view key, std::string_view json) {
    thread_local dom::parser parser;
    if (isList(key)) {
        return wrong(fmt::format("key \"{}\" must be a list", key));
    }
    const auto root = parsed(key, json, parser);
    if (!root) {
        return tl::unexpected(root.error());
    }
    if (key == "duration") {
        return readSeconds(*root, duration_, kLongestRunSeconds)
                   ? Result<void>()
                   : wrong("key \"duration\" must be a number of seconds from 0 to ten years");
    }
    if (key == "validity") {
        std::string verdict;
        const bool ours = readText(*root, verdict) && isOneOf(kOurVerdicts, verdict);
        validity_ = ours ? std::optional(verdict) : std::nullopt;
        return {};
    }
    std::string& text = key == "backend" ? backend_ : key == "model_id" ? model_ : label_;
    std::string read;
    if (!readText(*root, read)) {
        return wrong(fmt::format("key \"{}\" must be a text", key));
    }
    text = read.empty() ? text : read;
    return {};
}

std::size_t ForeignRunBuilder::sizeOf(std::string_view key) const {
    const auto column = std::ranges::find(columns_, key, &Column::key);
    return column == columns_.end() ? 0 : column->size;
}

ForeignRunBuilder::Row& ForeignRunBuilder::row(Column& column) {
    if (column.size == rows_.size()) {
        rows_.emplace_back();
    }
    return rows_[column.size];
}

Result<void> ForeignRunBuilder::elements(std::string_view key, std::string_view json) {
    thread_local dom::parser parser;
    const auto root = parsed(key, fmt::format("[{}]", json), parser);
    if (!root) {
        return tl::unexpected(root.error());
    }
    auto column = std::ranges::find(columns_, key, &Column::key);
    if (column == columns_.end()) {
        column = columns_.insert(column, {std::string(key), 0});
    }
    for (const dom::element element : dom::array(*root)) {
        Row& at = row(*column);
        const auto check = [&](bool good, const char* expected) -> Result<void> {
            return good ? Result<void>() : wrongElement(key, column->size, expected);
        };
        auto read = key == "itls"
                        ? check(readGaps(element, at.gaps),
                                "a list of numbers of 0 or more, together at most 78 hours")
                    : key == "errors" ? check(readText(element, at.error), "a text")
                    : key == "ttfts"  ? check(readSeconds(element, at.ttft, kLongestAnswerSeconds),
                                              "a number of seconds from 0 to 78 hours, or null")
                    : key == "start_times"
                        ? check(readSeconds(element, at.start, kMostSeconds),
                                "a number of seconds from 0 to 9e9, or null")
                        : check(readCount(element, key == "input_lens" ? at.input : at.output),
                                "a whole number from 0");
        if (!read) {
            return read;
        }
        ++column->size;
    }
    return {};
}

Result<ForeignFormat> ForeignRunBuilder::format() const {
    if (const auto known =
            foreignFormat([&](std::string_view key) { return isOneOf(keys_, key); })) {
        return *known;
    }
    return wrong(
        "neither a result of 'vllm bench serve' (no \"num_prompts\") nor of sglang.bench_serving "
        "(no \"dataset_name\")");
}

Result<void> ForeignRunBuilder::checkColumns(ForeignFormat format) const {
    for (const char* needed : {"ttfts", "itls"}) {
        if (std::ranges::find(columns_, needed, &Column::key) == columns_.end()) {
            return wrong(fmt::format(
                "no \"{}\": the file has totals, but no requests; write it with {}", needed,
                format == ForeignFormat::Vllm ? "--save-detailed (beside --save-result)"
                                              : "--output-details (beside --output-file)"));
        }
    }
    for (const Column& column : columns_) {
        if (column.size != rows_.size()) {
            return wrong(fmt::format("key \"{}\" has {} elements, but another list has {}",
                                     column.key, column.size, rows_.size()));
        }
    }
    return rows_.empty() ? wrong("key \"ttfts\" is empty: there is no request") : Result<void>();
}

/// Clocks of other tools begin anywhere; ours at the first send.
double ForeignRunBuilder::firstStart() const {
    double first = std::numeric_limits<double>::max();
    for (const Row& row : rows_) {
        first = std::min(first, row.start.value_or(first));
    }
    return first;
}

Result<void> ForeignRunBuilder::checkStarts(double first) const {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const double since = rows_[i].start.value_or(first) - first;
        if (since > kLongestRunSeconds) {
            return wrong(fmt::format(
                "key \"start_times\": element {} is {:.0f} s after the earliest; no run "
                "lasts ten years, so one of the two is wrong",
                i + 1, since));
        }
    }
    return {};
}

RequestRecord ForeignRunBuilder::record(Row& row, std::uint64_t index, double t0,
                                        ForeignFormat format) const {
    RequestRecord record;
    record.index = index;
    // 0 stands where a count was not known.
    record.promptTokens = row.input.value_or(0) > 0 ? row.input : std::nullopt;
    record.outputTokens = row.output == 0 && !row.gaps.empty() ? std::nullopt : row.output;
    record.sent = nanosOf(sizeOf("start_times") > 0 ? row.start.value_or(t0) - t0 : 0);
    const bool hasToken = row.ttft.value_or(0) > 0;
    // vLLM may give no reason.
    const bool silent = format == ForeignFormat::Vllm && row.ttft && !hasToken && row.gaps.empty();
    if (!row.error.empty() || silent) {
        setError(record, row.error);
    }
    if (hasToken) {
        record.firstToken = *record.sent + nanosOf(*row.ttft);
        record.chunks = std::move(row.gaps);
        if (record.chunks.empty()) {
            record.chunks.append(*record.firstToken, 0);
        }
        record.chunks.moveTo(*record.firstToken);
    }
    return record;
}

Result<ForeignRun> ForeignRunBuilder::build(const std::string& fallbackName) {
    const auto known = format();
    if (!known) {
        return tl::unexpected(known.error());
    }
    if (auto good = checkColumns(*known); !good) {
        return tl::unexpected(good.error());
    }
    ForeignRun run;
    run.format = *known;
    run.name = label_.empty() ? fallbackName : label_;
    run.backend = std::move(backend_);
    run.model = std::move(model_);
    run.durationSeconds = duration_;
    run.isOurs = *known == ForeignFormat::Vllm && validity_.has_value();
    run.verdict = run.isOurs ? *validity_ : "";
    run.hasStartTimes = sizeOf("start_times") > 0;
    run.gapsPerToken = *known == ForeignFormat::Sglang &&
                       (run.backend == "sglang" || run.backend == "sglang-native");
    const double t0 = run.hasStartTimes ? firstStart() : 0;
    if (auto good = checkStarts(t0); !good) {
        return tl::unexpected(good.error());
    }
    run.records.reserve(rows_.size());
    for (Row& row : rows_) {
        run.records.push_back(record(row, run.records.size(), t0, *known));
        if (run.gapsPerToken) {
            run.records.back().chunks = eachOneToken(run.records.back().chunks);
        }
    }
    *this = {};
    return run;
}

}  // namespace sagebench
