// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/FirstPass.h"

#include "metrics/TokenGaps.h"

namespace sagebench {
namespace {

void put(std::vector<double>& samples, std::optional<double> value) {
    if (value) {
        samples.push_back(*value);
    }
}

}  // namespace

void LatencySamples::add(const RequestMetrics& m) {
    put(ttft, m.ttftMs);
    put(tpot, m.tpotMs);
    put(e2el, m.e2elMs);
    put(ttftScheduled, m.ttftScheduledMs);
    put(e2elScheduled, m.e2elScheduledMs);
    put(sendLag, m.sendLagMs);
    put(throughput, m.throughputTps);
}

void FirstPass::add(const RequestRecord& measured, int sharedPromptTokens) {
    reconnects += measured.reconnects;
    window.add(measured);
    events.add(measured);
    switch (measured.outcome) {
        case Outcome::Ok:
            addSuccessful(measured, sharedPromptTokens);
            break;
        case Outcome::Failed:
            ++failed;
            errors.add(measured);
            break;
        case Outcome::Cancelled:
            ++cancelled;
            break;
    }
}

void FirstPass::addSuccessful(const RequestRecord& record, int sharedPromptTokens) {
    ++successful;
    const std::uint64_t gaps = itlSampleCount(record);
    const RequestMetrics metrics = requestMetrics(record);
    itlSamples += gaps;
    iclSamples += iclSampleCount(record);
    latencies.add(metrics);
    columns.add(record, metrics, gaps);
    tokens.add(record, sharedPromptTokens);
    quality.add(record);
}

}  // namespace sagebench
