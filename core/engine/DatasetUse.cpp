// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/DatasetUse.h"

#include <fmt/format.h>

#include <algorithm>

namespace sagebench {
namespace {

using Warning = std::optional<std::string>;

/// A data set that lasted this share of the time it was to last is not told of.
constexpr double kLongEnough = 0.9;

/// How much of the schedule was begun. The warm-up by number has rows of its own making.
struct Begun {
    std::uint64_t rows = 0;  ///< of all shards
    Nanos first = kNever, last{};

    Nanos span() const { return first <= last ? last - first : Nanos::zero(); }
};

Begun begunOf(const WorkloadSpec& spec, std::span<const RequestRecord> records) {
    Begun begun;
    const auto turns = static_cast<std::uint64_t>(std::max(spec.turns, 1));
    for (const RequestRecord& record : records) {
        const bool byNumber = record.phase == Phase::Warmup && spec.warmup > 0;
        if (!record.scheduled || byNumber) {
            continue;
        }
        begun.rows = std::max(begun.rows, record.index / turns + 1);
        if (record.index % turns == 0) {
            begun.first = std::min(begun.first, *record.scheduled);
            begun.last = std::max(begun.last, *record.scheduled);
        }
    }
    return begun;
}

Warning repeated(const RecordedRequests& rows, const Begun& begun) {
    if (begun.rows <= rows.rows) {
        return std::nullopt;
    }
    const std::uint64_t times = (begun.rows + rows.rows - 1) / rows.rows;
    return fmt::format(
        "the data set has {} row{}, which were sent up to {} times: from the second on a prefix "
        "cache knows them, and TTFT is lower",
        rows.rows, rows.rows == 1 ? "" : "s", times);
}

bool wasUsedUp(const WorkloadSpec& spec, const RecordedRequests& rows, const Begun& begun) {
    const bool repeats = spec.numRequests > 0 && spec.arrival.process != ArrivalProcess::Trace;
    return !repeats && begun.rows == rows.rows;
}

Warning fewerThanAsked(const WorkloadSpec& spec, const RecordedRequests& rows, const Begun& begun) {
    const auto asked = static_cast<std::uint64_t>(spec.numRequests);
    if (!wasUsedUp(spec, rows, begun) || asked <= rows.rows) {
        return std::nullopt;
    }
    return fmt::format("the trace has {} row{} and is replayed once: {} were asked for", rows.rows,
                       rows.rows == 1 ? "" : "s", asked);
}

Warning shorterThanAsked(const WorkloadSpec& spec, const RecordedRequests& rows,
                         const Begun& begun) {
    const Nanos asked = spec.warmupTime + spec.duration + spec.cooldown;
    const bool isLong = toSeconds(begun.span()) >= kLongEnough * toSeconds(asked);
    if (spec.duration == Nanos::zero() || isLong || !wasUsedUp(spec, rows, begun)) {
        return std::nullopt;
    }
    return fmt::format("the data set was at its end after {:.3g} s of {:.6g} s",
                       toSeconds(begun.span()), toSeconds(asked));
}

}  // namespace

std::vector<std::string> datasetUseWarnings(const WorkloadSpec& spec, const RecordedRequests& rows,
                                            std::span<const RequestRecord> sent) {
    const Begun begun = begunOf(spec, sent);
    std::vector<std::string> warnings;
    if (rows.rows == 0 || begun.rows == 0) {
        return warnings;
    }
    for (const auto& warning : {repeated(rows, begun), fewerThanAsked(spec, rows, begun),
                                shorterThanAsked(spec, rows, begun)}) {
        if (warning) {
            warnings.push_back(*warning);
        }
    }
    return warnings;
}

}  // namespace sagebench
