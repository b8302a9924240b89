// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "record/WorkloadContext.h"

namespace sagebench {

/// The figures of one measured window as lines of telemetry.jsonl, so that a report can be computed
/// again from files alone. source "engine" (kv_used_tokens, kv_used_bytes, prefix_hit_rate,
/// "evict_count:blocks" with its unit, evict_ms, …, mem_above_load_mb) and "client"
/// (those of ClientFigures, shared_prompt_tokens, prompt_lengths_approximate).
/// Absent figures have none.
std::vector<TelemetrySample> toSamples(const WorkloadContext& context, Nanos at);

/// What the client saw of itself since the last look, about a second before: as above, with "now_"
/// before each name.
std::vector<TelemetrySample> toSamplesOfMoment(const ClientFigures& client, Nanos at);

/// The sample is one of those that toSamples() ends a window with.
bool closesWindow(const TelemetrySample& sample);

/// The inverse: fills engine, memory (from source "process", name "rss_mb"), client and prompt
/// facts of `context` from the samples with from <= at <= to. What has no sample stays as it is.
void fillFromSamples(WorkloadContext& context, std::span<const TelemetrySample> samples, Nanos from,
                     Nanos to);

/// Peak and mean of the samples of source "process", name "rss_mb".
MemoryFigures memoryFrom(std::span<const TelemetrySample> samples);

}  // namespace sagebench
