// SPDX-License-Identifier: GPL-3.0-or-later
#include "series/WorkloadSeries.h"

#include <algorithm>
#include <utility>

#include "metrics/TokenGaps.h"

namespace sagebench::ui {
namespace {

std::optional<double> higher(std::optional<double> a, std::optional<double> b) {
    return a && b ? std::max(a, b) : (a ? a : b);
}

std::optional<double> later(std::optional<double> earlier, std::optional<double> after) {
    return after ? after : earlier;
}

std::optional<double> msOf(std::optional<Nanos> value) {
    return value ? std::optional(toMs(*value)) : std::nullopt;
}

void addTo(LatencyHistogram& histogram, std::optional<double> ms) {
    if (ms) {
        histogram.add(fromMs(*ms));
    }
}

void absorb(SeriesBucket& into, const SeriesBucket& next) {
    into.ttft.merge(next.ttft);
    into.itl.merge(next.itl);
    into.outputTokens += next.outputTokens;
    into.ok += next.ok;
    into.failed += next.failed;
    into.cancelled += next.cancelled;
    into.inFlight = higher(into.inFlight, next.inFlight);
    into.queued = higher(into.queued, next.queued);
    into.ttftP50Ms = later(into.ttftP50Ms, next.ttftP50Ms);
    into.ttftP95Ms = later(into.ttftP95Ms, next.ttftP95Ms);
    into.ttftP99Ms = later(into.ttftP99Ms, next.ttftP99Ms);
}

/// Other tools' files don't tell ends: then the last that is known of a request.
Stamp lastKnown(const RequestBrief& brief) {
    return brief.finished ? brief.finished : brief.lastToken ? brief.lastToken : brief.sent;
}

template <class Counts>
void countOutcome(Counts& counts, Outcome outcome) {
    counts.ok += outcome == Outcome::Ok;
    counts.failed += outcome == Outcome::Failed;
    counts.cancelled += outcome == Outcome::Cancelled;
}

}  // namespace

WorkloadSeries::WorkloadSeries(std::size_t maxBuckets, Nanos firstWidth)
    : maxBuckets_(std::max<std::size_t>(maxBuckets, 2)), width_(firstWidth) {}

double WorkloadSeries::lengthSeconds() const {
    return static_cast<double>(buckets_.size()) * bucketSeconds();
}

void WorkloadSeries::add(const RunSnapshot& snapshot) {
    if (snapshot.phase != RunPhase::Running && snapshot.phase != RunPhase::Finishing) {
        return;
    }
    placeOrigin(snapshot.intervalStart);
    for (const RequestBrief& brief : snapshot.finished) {
        addFinished(brief);
    }
    spreadTokens(snapshot.intervalStart, snapshot.at, static_cast<double>(snapshot.intervalTokens));
    SeriesBucket& now = bucketAt(snapshot.at);
    now.itl.merge(snapshot.intervalItl);
    now.inFlight = higher(now.inFlight, static_cast<double>(snapshot.inFlight));
    now.queued = higher(now.queued, static_cast<double>(snapshot.queued));
    noteRunningPercentiles(now, ttftSoFar_);
    totals_.itl.merge(snapshot.intervalItl);
    ++revision_;
}

void WorkloadSeries::add(const RequestRecord& record) {
    if (record.phase != Phase::Measured) {
        return;
    }
    placeOrigin(record.scheduled.valueOr(record.sent.valueOr(record.finished.valueOr({}))));
    addFinished(briefOf(record));
    addTokens(record);
    noteSpan(inFlight_, record.sent, record.finished);
    noteSpan(queued_, record.scheduled, record.sent);
    ++revision_;
}

void WorkloadSeries::addUntimed(const RequestRecord& record) {
    if (record.phase != Phase::Measured) {
        return;
    }
    addToTotals(briefOf(record));
    if (record.outcome == Outcome::Ok) {
        visitTokenGaps(record, [this](const TokenGap& gap) {
            totals_.itl.add(fromMs(gap.eachMs()), static_cast<std::uint32_t>(gap.tokens));
        });
    }
    ++revision_;
}

void WorkloadSeries::seal() {
    sealGauges();
    sealRunningPercentiles();
    ++revision_;
}

void WorkloadSeries::placeOrigin(Nanos at) {
    if (!placed_) {
        buckets_.reserve(maxBuckets_);
        origin_ = at;
        placed_ = true;
    }
    if (at < origin_) {
        const auto missing = static_cast<std::size_t>((origin_ - at + width_ - Nanos(1)) / width_);
        buckets_.insert(buckets_.begin(), missing, SeriesBucket{});
        origin_ -= static_cast<std::int64_t>(missing) * width_;
    }
}

SeriesBucket& WorkloadSeries::bucketAt(Nanos at) {
    widenFor(at);
    const auto index = static_cast<std::size_t>(std::max(at - origin_, Nanos::zero()) / width_);
    if (index >= buckets_.size()) {
        buckets_.resize(index + 1);
    }
    return buckets_[index];
}

void WorkloadSeries::widenFor(Nanos at) {
    while ((at - origin_) / width_ >= static_cast<std::int64_t>(maxBuckets_) ||
           buckets_.size() > maxBuckets_) {
        mergeNeighbours();
    }
}

void WorkloadSeries::mergeNeighbours() {
    const std::size_t half = (buckets_.size() + 1) / 2;
    for (std::size_t i = 0; i < half; ++i) {
        if (i > 0) {
            buckets_[i] = buckets_[2 * i];
        }
        if (2 * i + 1 < buckets_.size()) {
            absorb(buckets_[i], buckets_[2 * i + 1]);
        }
    }
    buckets_.resize(half);
    width_ *= 2;
}

void WorkloadSeries::spreadTokens(Nanos from, Nanos to, double tokens) {
    if (tokens <= 0) {
        return;
    }
    bucketAt(to);
    if (to <= from) {
        bucketAt(to).outputTokens += tokens;
        return;
    }
    const double perNano = tokens / static_cast<double>((to - from).count());
    for (Nanos start = from; start < to;) {
        const Nanos end = std::min(to, origin_ + ((start - origin_) / width_ + 1) * width_);
        bucketAt(start).outputTokens += perNano * static_cast<double>((end - start).count());
        start = end;
    }
}

void WorkloadSeries::addFinished(const RequestBrief& brief) {
    if (brief.phase != Phase::Measured) {
        return;
    }
    addToTotals(brief);
    if (const Stamp end = lastKnown(brief)) {
        countOutcome(bucketAt(*end), brief.outcome);
    }
    if (brief.outcome == Outcome::Ok && brief.ttftMs) {
        bucketAt(*brief.firstToken).ttft.add(fromMs(*brief.ttftMs));
        addTo(ttftSoFar_, brief.ttftMs);
    }
}

void WorkloadSeries::addToTotals(const RequestBrief& brief) {
    countOutcome(totals_, brief.outcome);
    if (brief.outcome == Outcome::Ok) {
        addTo(totals_.ttft, brief.ttftMs);
        addTo(totals_.tpot, brief.tpotMs);
        addTo(totals_.e2el, brief.e2elMs);
    }
}

void WorkloadSeries::addTokens(const RequestRecord& record) {
    if (record.chunks.empty()) {
        return;
    }
    const bool counts = record.outcome == Outcome::Ok;
    const TokenEvent first = record.chunks.front();
    bucketAt(first.at).outputTokens += std::max(first.tokens, 1u);
    visitTokenGaps(record, [this, counts](const TokenGap& gap) {
        SeriesBucket& bucket = bucketAt(gap.at);
        bucket.outputTokens += static_cast<double>(gap.tokens);
        if (counts) {
            const auto times = static_cast<std::uint32_t>(gap.tokens);
            bucket.itl.add(fromMs(gap.eachMs()), times);
            totals_.itl.add(fromMs(gap.eachMs()), times);
        }
    });
}

void WorkloadSeries::noteSpan(Spans& spans, Stamp from, Stamp to) {
    spans.known = spans.known || (from && to);
    if (from && to && *to > *from) {
        spans.edges.emplace_back(*from, 1);
        spans.edges.emplace_back(*to, -1);
    }
}

void WorkloadSeries::sealGauges() {
    sealGauge(inFlight_, &SeriesBucket::inFlight);
    sealGauge(queued_, &SeriesBucket::queued);
}

void WorkloadSeries::sealGauge(Spans& spans, std::optional<double> SeriesBucket::*gauge) {
    if (!spans.known) {
        return;
    }
    // Ends come before starts of the same moment: those requests are not in flight together.
    std::ranges::sort(spans.edges);
    double now = 0;
    auto edge = spans.edges.begin();
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
        double most = now;
        const Nanos end = origin_ + static_cast<std::int64_t>(i + 1) * width_;
        for (; edge != spans.edges.end() && edge->first < end; ++edge) {
            now += edge->second;
            most = std::max(most, now);
        }
        buckets_[i].*gauge = most;
    }
    spans.edges = {};
}

void WorkloadSeries::sealRunningPercentiles() {
    LatencyHistogram soFar;
    for (SeriesBucket& bucket : buckets_) {
        soFar.merge(bucket.ttft);
        noteRunningPercentiles(bucket, soFar);
    }
}

void WorkloadSeries::noteRunningPercentiles(SeriesBucket& bucket, const LatencyHistogram& soFar) {
    bucket.ttftP50Ms = msOf(soFar.percentile(50));
    bucket.ttftP95Ms = msOf(soFar.percentile(95));
    bucket.ttftP99Ms = msOf(soFar.percentile(99));
}

}  // namespace sagebench::ui
