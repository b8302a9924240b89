// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/JsonString.h"
#include "record/Journal.h"

namespace sagebench {
namespace {

constexpr int kJournalVersion = 1;

template <class Number>
void appendNumber(std::string& out, Number value) {
    const fmt::format_int text(value);
    out.append(text.data(), text.size());
}

class LineBuilder {
  public:
    explicit LineBuilder(std::string& out) : out_(out) { out_ += '{'; }

    /// What follows is its value.
    std::string& key(std::string_view name) {
        out_ += first_ ? "\"" : ",\"";
        first_ = false;
        return out_.append(name).append("\":");
    }
    void raw(std::string_view name, std::string_view json) { key(name) += json; }
    template <class Number>
    void number(std::string_view name, Number value) {
        appendNumber(key(name), value);
    }
    template <class Number>
    void optional(std::string_view name, const std::optional<Number>& value) {
        value ? number(name, *value) : raw(name, "null");
    }
    void stamp(std::string_view name, Stamp value) {
        value ? number(name, value.get().count()) : raw(name, "null");
    }
    void name(std::string_view name, std::string_view value) {
        key(name).append(1, '"').append(value).append(1, '"');
    }
    void text(std::string_view name, std::string_view value) { appendJsonString(key(name), value); }
    void close() { out_ += '}'; }

  private:
    std::string& out_;
    bool first_ = true;
};

bool knowsTokens(const ChunkLog& chunks) {
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        if (chunks[i].tokens > 0) {
            return true;
        }
    }
    return false;
}

/// What stands from `begin` on, so many times in all: copied in ever larger pieces.
void repeatEnd(std::string& out, std::size_t begin, std::size_t times) {
    const std::size_t one = out.size() - begin, all = one * times;
    out.resize(begin + all);
    for (std::size_t done = one; done < all; done *= 2) {
        std::memcpy(&out[begin + done], &out[begin], std::min(done, all - done));
    }
}

/// Equal numbers are formatted once: what one read brought has one stamp.
template <class Value>
void appendArray(std::string& out, const ChunkLog& chunks, Value valueOf) {
    out += '[';
    for (std::size_t i = 0, next = 0; i < chunks.size(); i = next) {
        const auto value = valueOf(chunks[i]);
        for (next = i + 1; next < chunks.size() && valueOf(chunks[next]) == value;) {
            ++next;
        }
        const std::size_t begin = out.size();
        appendNumber(out, value);
        out += ',';
        repeatEnd(out, begin, next - i);
    }
    if (!chunks.empty()) {
        out.pop_back();
    }
    out += ']';
}

void addChunks(LineBuilder& line, const ChunkLog& chunks) {
    appendArray(line.key("chunk_ns"), chunks, [](TokenEvent e) { return e.at.count(); });
    if (knowsTokens(chunks)) {
        appendArray(line.key("chunk_tokens"), chunks, [](TokenEvent e) { return e.tokens; });
    } else {
        line.raw("chunk_tokens", "null");
    }
}

std::string errorJson(const RequestRecord& record) {
    if (record.errorCategory == ErrorCategory::None) {
        return "null";
    }
    std::string out =
        fmt::format("{{\"category\":\"{}\",\"message\":", toString(record.errorCategory));
    appendJsonString(out, record.errorMessage);
    return out += '}';
}

std::string serverJson(const RequestRecord& record) {
    if (record.server.empty()) {
        return "null";
    }
    nlohmann::ordered_json out;
    for (const auto& [key, value] : record.server) {
        out[key] = value;
    }
    return out.dump();
}

/// Thrown while a line is read; becomes an Error at the edge.
struct Malformed {
    std::string message;
};

using simdjson::dom::element;
using simdjson::dom::object;

/// The values of an object by key. The one that stands next is looked at first: asked for in the
/// order in which the writer puts them, none is searched for.
class Fields {
  public:
    explicit Fields(const object& all) : all_(all), next_(all_.begin()), end_(all_.end()) {}

    /// Absent: it is not there, or null.
    std::optional<element> at(std::string_view key) {
        element value;
        if (next_ != end_ && next_.key() == key) {
            value = next_.value();
            ++next_;
        } else if (all_.at_key(key).get(value) != simdjson::SUCCESS) {
            return std::nullopt;
        }
        return value.is_null() ? std::nullopt : std::optional(value);
    }

  private:
    object all_;
    object::iterator next_, end_;
};

/// The value at a key, or nothing where it is absent or null.
template <class T>
std::optional<T> read(Fields& line, std::string_view key) {
    const auto value = line.at(key);
    T out;
    if (!value) {
        return std::nullopt;
    }
    if (value->get<T>().get(out) != simdjson::SUCCESS) {
        throw Malformed{fmt::format("key \"{}\" has the wrong type", key)};
    }
    return out;
}

template <class T>
T need(Fields& line, std::string_view key) {
    const auto value = read<T>(line, key);
    if (!value) {
        throw Malformed{fmt::format("key \"{}\" is missing", key)};
    }
    return *value;
}

std::optional<std::int32_t> readInt(Fields& line, std::string_view key) {
    const auto value = read<std::int64_t>(line, key);
    return value ? std::optional(static_cast<std::int32_t>(*value)) : std::nullopt;
}

/// Times that a run can have, so that no difference of two overflows.
Nanos timeOf(std::string_view key, std::int64_t ns) {
    constexpr std::int64_t kMostNs = 1'000'000'000'000'000'000;
    if (ns < -kMostNs || ns > kMostNs) {
        throw Malformed{fmt::format(
            "key \"{}\": {} ns is more than 31 years from the start of the run", key, ns)};
    }
    return Nanos(ns);
}

Stamp readStamp(Fields& line, std::string_view key) {
    const auto value = read<std::int64_t>(line, key);
    return value ? Stamp(timeOf(key, *value)) : Stamp();
}

template <class E>
E named(std::string_view key, std::string_view name, std::optional<E> (*from)(std::string_view)) {
    const auto value = from(name);
    if (!value) {
        throw Malformed{fmt::format("key \"{}\" has the unknown value \"{}\"", key, name)};
    }
    return *value;
}

template <class E>
E readName(Fields& line, std::string_view key, std::optional<E> (*from)(std::string_view),
           E absent) {
    const auto text = read<std::string_view>(line, key);
    return text ? named(key, *text, from) : absent;
}

void readError(Fields& line, RequestRecord& record) {
    if (const auto found = read<object>(line, "error")) {
        Fields error(*found);
        record.errorCategory =
            readName(error, "category", errorCategoryFrom, ErrorCategory::Engine);
        record.errorMessage = read<std::string_view>(error, "message").value_or("");
    }
}

void addChunk(ChunkLog& chunks, Nanos at, unsigned tokens) {
    if (!chunks.empty() && at - chunks.front().at > ChunkLog::kLongest) {
        throw Malformed{"\"chunk_ns\": a chunk is more than 78 hours after the first"};
    }
    chunks.append(at, tokens);
}

void readChunks(Fields& line, RequestRecord& record) {
    const auto times = read<simdjson::dom::array>(line, "chunk_ns");
    const auto tokens = read<simdjson::dom::array>(line, "chunk_tokens");
    if (!times) {
        return;
    }
    if (tokens && tokens->size() != times->size()) {
        throw Malformed{"\"chunk_tokens\" and \"chunk_ns\" differ in length"};
    }
    record.chunks.reserve(times->size());
    auto token = tokens ? tokens->begin() : simdjson::dom::array::iterator();
    for (element time : *times) {
        std::int64_t ns = 0;
        std::uint64_t count = 0;
        bool good = time.get<std::int64_t>().get(ns) == simdjson::SUCCESS;
        if (tokens) {
            good = good && (*token).get<std::uint64_t>().get(count) == simdjson::SUCCESS;
            ++token;
        }
        if (!good) {
            throw Malformed{"\"chunk_ns\" and \"chunk_tokens\" must hold whole numbers"};
        }
        addChunk(record.chunks, timeOf("chunk_ns", ns), static_cast<unsigned>(count));
    }
}

void readServer(Fields& line, RequestRecord& record) {
    if (const auto server = read<object>(line, "server")) {
        for (const auto field : *server) {
            double value = 0;
            if (field.value.get<double>().get(value) != simdjson::SUCCESS) {
                throw Malformed{fmt::format("\"server\": key \"{}\" must be a number", field.key)};
            }
            record.server.emplace_back(std::string(field.key), value);
        }
    }
}

void readStamps(Fields& line, RequestRecord& record) {
    record.scheduled = readStamp(line, "scheduled_ns");
    record.connected = readStamp(line, "connected_ns");
    record.sent = readStamp(line, "sent_ns");
    record.written = readStamp(line, "written_ns");
    record.firstByte = readStamp(line, "first_byte_ns");
    record.firstToken = readStamp(line, "first_token_ns");
    record.firstOutputToken = readStamp(line, "first_output_token_ns");
    record.finished = readStamp(line, "finished_ns");
}

void readLengths(Fields& line, RequestRecord& record) {
    record.promptTokensAsked = readInt(line, "prompt_tokens_asked");
    record.promptTokens = readInt(line, "prompt_tokens");
    record.cachedTokens = readInt(line, "cached_tokens");
    record.outputTokensAsked = readInt(line, "output_tokens_asked");
    record.outputTokens = readInt(line, "output_tokens");
}

void checkVersion(Fields& line) {
    const auto version = need<std::int64_t>(line, "schema_version");
    if (version != kJournalVersion) {
        throw Malformed{fmt::format("schema_version {} is not known; this version reads {}",
                                    version, kJournalVersion)};
    }
}

/// In the order of appendJournalLine.
RequestRecord recordFrom(Fields line) {
    RequestRecord record;
    checkVersion(line);
    line.at("run_id");
    record.index = need<std::uint64_t>(line, "index");
    record.attempt = static_cast<std::uint32_t>(readInt(line, "attempt").value_or(1));
    record.worker = static_cast<std::uint32_t>(readInt(line, "worker").value_or(0));
    record.phase = readName(line, "phase", phaseFrom, Phase::Measured);
    record.conversation = readInt(line, "conversation");
    record.turn = readInt(line, "turn");
    record.outcome = named("outcome", need<std::string_view>(line, "outcome"), outcomeFrom);
    readError(line, record);
    record.httpStatus = readInt(line, "http_status");
    record.finishReason = read<std::string_view>(line, "finish_reason").value_or("");
    readLengths(line, record);
    readStamps(line, record);
    readChunks(line, record);
    record.stampSource = readName(line, "stamp_source", stampSourceFrom, StampSource::User);
    readServer(line, record);
    record.tokenCountBasis =
        readName(line, "token_count_basis", tokenCountBasisFrom, TokenCountBasis::Chunks);
    record.reconnects = static_cast<std::uint16_t>(readInt(line, "reconnects").value_or(0));
    record.text = read<std::string_view>(line, "text").value_or("");
    return record;
}

}  // namespace

void appendJournalLine(std::string& out, const RequestRecord& record, std::string_view runId) {
    LineBuilder line(out);
    line.number("schema_version", kJournalVersion);
    line.text("run_id", runId);
    line.number("index", record.index);
    line.number("attempt", record.attempt);
    line.number("worker", record.worker);
    line.name("phase", toString(record.phase));
    line.optional("conversation", record.conversation);
    line.optional("turn", record.turn);
    line.name("outcome", toString(record.outcome));
    line.raw("error", errorJson(record));
    line.optional("http_status", record.httpStatus);
    if (record.finishReason.empty()) {
        line.raw("finish_reason", "null");
    } else {
        line.text("finish_reason", record.finishReason);
    }
    line.optional("prompt_tokens_asked", record.promptTokensAsked);
    line.optional("prompt_tokens", record.promptTokens);
    line.optional("cached_tokens", record.cachedTokens);
    line.optional("output_tokens_asked", record.outputTokensAsked);
    line.optional("output_tokens", record.outputTokens);
    line.stamp("scheduled_ns", record.scheduled);
    line.stamp("connected_ns", record.connected);
    line.stamp("sent_ns", record.sent);
    line.stamp("written_ns", record.written);
    line.stamp("first_byte_ns", record.firstByte);
    line.stamp("first_token_ns", record.firstToken);
    line.stamp("first_output_token_ns", record.firstOutputToken);
    line.stamp("finished_ns", record.finished);
    addChunks(line, record.chunks);
    line.name("stamp_source", toString(record.stampSource));
    line.raw("server", serverJson(record));
    line.name("token_count_basis", toString(record.tokenCountBasis));
    line.number("reconnects", record.reconnects);
    if (!record.text.empty()) {
        line.text("text", record.text);
    }
    line.close();
}

Result<RequestRecord> parseJournalLine(std::string_view line) {
    thread_local simdjson::dom::parser parser;
    object root;
    if (parser.parse(line.data(), line.size()).get(root) != simdjson::SUCCESS) {
        return fail(ErrorKind::Input, "not a JSON object");
    }
    try {
        return recordFrom(Fields(root));
    } catch (const Malformed& malformed) {
        return fail(ErrorKind::Input, malformed.message);
    }
}

}  // namespace sagebench
