// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/VllmRows.h"

#include <algorithm>
#include <map>

#include "metrics/DefinedWindow.h"
#include "report/JsonText.h"
#include "report/NumberText.h"

namespace sagebench {
namespace {

std::string ttftOf(const RequestRecord& record) {
    if (record.sent && record.firstToken && !record.chunks.empty()) {
        return jsonText(toSeconds(*record.firstToken - *record.sent));
    }
    return record.outcome == Outcome::Ok ? "null" : "0.0";
}

std::string gapsOf(const ChunkLog& chunks) {
    std::string out = "[";
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        out += (i > 1 ? ", " : "") + jsonText(toSeconds(chunks[i].at - chunks[i - 1].at));
    }
    return out + ']';
}

std::string errorOf(const RequestRecord& record) {
    if (record.outcome == Outcome::Ok) {
        return jsonText("");
    }
    const std::string category(toString(record.errorCategory));
    return jsonText(record.errorMessage.empty() ? category : category + ": " + record.errorMessage);
}

VllmRow rowOf(const RequestRecord& record) {
    const std::int64_t outputLen =
        record.outcome == Outcome::Ok ? record.outputTokens.value_or(0) : 0;
    const std::int64_t inputLen =
        record.promptTokens.value_or(record.promptTokensAsked.value_or(0));
    const Nanos start = record.sent.valueOr(record.scheduled.valueOr(Nanos(0)));
    return {record.index,          jsonText(inputLen),    jsonText(outputLen),
            ttftOf(record),        gapsOf(record.chunks), jsonText(toSeconds(start)),
            jsonText(record.text), errorOf(record)};
}

bool counts(const RequestRecord& record) {
    return record.phase == Phase::Measured && record.outcome != Outcome::Cancelled;
}

bool isStreamed(const RequestRecord& record) {
    return counts(record) && record.outcome == Outcome::Ok && record.sent && !record.chunks.empty();
}

Result<Stamp> firstSend(const RecordSource& records) {
    Stamp first;
    const auto read = records.forEach([&](const RequestRecord& record) {
        if (isStreamed(record)) {
            first = std::min(*record.sent, first.valueOr(kNever));
        }
    });
    return read.map([&] { return first; });
}

using TokensPerSecond = std::map<std::int64_t, double>;  // by second

void addTokens(const RequestRecord& record, Nanos start, TokensPerSecond& perSecond) {
    for (std::size_t i = 0; i < record.chunks.size(); ++i) {
        const TokenEvent chunk = record.chunks[i];
        const auto second = std::max<std::int64_t>(0, (chunk.at - start) / std::chrono::seconds(1));
        perSecond[second] += std::max(chunk.tokens, 1u);
    }
}

}  // namespace

Result<std::vector<VllmRow>> vllmRows(const RecordSource& records) {
    std::vector<VllmRow> rows;
    const auto read = records.forEach([&](const RequestRecord& record) {
        if (counts(record)) {
            rows.push_back(rowOf(record));
        }
    });
    std::sort(rows.begin(), rows.end(),
              [](const VllmRow& a, const VllmRow& b) { return a.index < b.index; });
    return read.map([&] { return std::move(rows); });
}

Result<std::optional<double>> peakTokensPerSecond(const RecordSource& records) {
    const auto start = firstSend(records);
    if (!start) {
        return tl::unexpected(start.error());
    }
    if (!*start) {
        return std::optional<double>();
    }
    TokensPerSecond perSecond;
    const auto read = records.forEach([&](const RequestRecord& record) {
        if (isStreamed(record)) {
            addTokens(record, **start, perSecond);
        }
    });
    return read.map([&] {
        return std::optional(
            std::ranges::max_element(perSecond, {}, &TokensPerSecond::value_type::second)->second);
    });
}

Result<std::optional<std::uint64_t>> peakRequestsInSecond(const RecordSource& records) {
    const RecordFacts facts;
    DefinedWindow window(definitionOf(BenchTool::Vllm), facts);
    const auto read = records.forEach([&](const RequestRecord& record) {
        if (record.phase == Phase::Measured) {
            window.add(record);
        }
    });
    return read.map([&] {
        const auto peak = window.peak().value;
        return peak ? std::optional(static_cast<std::uint64_t>(*peak)) : std::nullopt;
    });
}

std::string vllmDate(std::int64_t unixNanos) {
    std::string digits;
    for (const char c : text::utc(unixNanos / 1'000'000'000)) {
        if (c >= '0' && c <= '9') {
            digits += c;
        }
    }
    return digits.insert(8, "-");
}

}  // namespace sagebench
