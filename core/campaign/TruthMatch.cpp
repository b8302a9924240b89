// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/TruthMatch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "metrics/Distribution.h"
#include "metrics/RequestMetrics.h"

namespace sagebench {
namespace {

double msBetween(std::int64_t from, std::int64_t to) {
    return static_cast<double>(to - from) / 1e6;
}

/// Chunk by chunk, also where several came in one read.
void compareGaps(const ChunkLog& chunks, const std::vector<std::int64_t>& departures,
                 std::vector<double>& out) {
    for (std::size_t i = 1; i < departures.size(); ++i) {
        const double reported = toMs(chunks[i].at - chunks[i - 1].at);
        out.push_back(reported - msBetween(departures[i - 1], departures[i]));
    }
}

bool canBeMatched(const RequestRecord& record) {
    return record.outcome == Outcome::Ok && record.attempt == 1 && record.reconnects == 0 &&
           record.sent && record.scheduled && record.finished;
}

}  // namespace

TruthMatch::TruthMatch(std::span<const RequestTruth> truths, std::int64_t t0SteadyNanos)
    : t0_(t0SteadyNanos) {
    for (const RequestTruth& truth : truths) {
        truths_.emplace(truth.requestId, &truth);
    }
}

void TruthMatch::add(const RequestRecord& record) {
    if (record.phase != Phase::Measured) {
        return;
    }
    const RequestTruth* truth = canBeMatched(record) ? truthOf(record) : nullptr;
    if (truth == nullptr || truth->departureNs.empty() ||
        truth->departureNs.size() != record.chunks.size()) {
        ++unmatched_;
        return;
    }
    ++matched_;
    compare(record, *truth);
}

/// Both clocks are one, but the server's stamp may come from another source, some µs off.
const RequestTruth* TruthMatch::truthOf(const RequestRecord& record) const {
    constexpr std::int64_t kStampsDiffer = 1'000'000;
    const std::int64_t from = t0_ + record.sent.get().count() - kStampsDiffer;
    const std::int64_t to = t0_ + record.finished.get().count();
    const auto [first, last] = truths_.equal_range(fmt::format("measured-{}", record.index));
    const RequestTruth* found = nullptr;
    for (auto it = first; it != last; ++it) {
        const std::int64_t at = it->second->receivedNs;
        if (at >= from && at <= to) {
            if (found != nullptr) {
                return nullptr;  // received twice: nobody knows which one was answered
            }
            found = it->second;
        }
    }
    return found;
}

void TruthMatch::compare(const RequestRecord& record, const RequestTruth& truth) {
    const RequestMetrics reported = requestMetrics(record);
    const auto& departures = truth.departureNs;
    const auto put = [](std::vector<double>& out, std::optional<double> said, double was) {
        if (said) {
            out.push_back(*said - was);
        }
    };
    const double decode = msBetween(departures.front(), departures.back());
    put(ttft_, reported.ttftMs, msBetween(truth.receivedNs, departures.front()));
    put(e2el_, reported.e2elMs, msBetween(truth.receivedNs, departures.back()));
    if (departures.size() > 1) {
        put(tpot_, reported.tpotMs, decode / static_cast<double>(departures.size() - 1));
    }
    put(sendLag_, reported.sendLagMs,
        msBetween(t0_ + record.scheduled.get().count(), truth.receivedNs));
    compareGaps(record.chunks, departures, itl_);
}

LatencyErrors TruthMatch::errors() {
    return {spreadOf(ttft_), spreadOf(itl_), spreadOf(tpot_), spreadOf(e2el_), spreadOf(sendLag_)};
}

std::optional<ErrorSpread> spreadOf(std::vector<double>& errorsMs) {
    if (errorsMs.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(errorsMs);
    ErrorSpread out;
    out.count = errorsMs.size();
    out.mean = std::accumulate(errorsMs.begin(), errorsMs.end(), 0.0) /
               static_cast<double>(errorsMs.size());
    out.min = errorsMs.front();
    out.p50 = percentile(errorsMs, 50);
    out.p99 = percentile(errorsMs, 99);
    out.max = errorsMs.back();
    std::vector<double> sizes = errorsMs;
    std::ranges::transform(sizes, sizes.begin(), [](double ms) { return std::abs(ms); });
    std::ranges::sort(sizes);
    out.absP99 = percentile(sizes, 99);
    return out;
}

std::optional<Nanos> departureLatenessP99(std::span<const RequestTruth> truths,
                                          const ReferencePace& pace) {
    std::vector<double> late;
    for (const RequestTruth& truth : truths) {
        if (truth.requestId.empty()) {
            continue;  // asked before the run, and not streamed
        }
        Nanos due = Nanos(truth.receivedNs) + pace.firstToken;
        for (const std::int64_t at : truth.departureNs) {
            late.push_back(toMs(Nanos(at) - due));
            due += pace.gap;
        }
    }
    if (late.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(late);
    return fromMs(percentile(late, 99));
}

}  // namespace sagebench
