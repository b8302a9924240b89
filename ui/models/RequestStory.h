// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "metrics/RequestBrief.h"

namespace sagebench::ui {

/// What a request was busy with.
enum class RequestStage {
    ClientWait,      ///< due and not sent: the client's own queue, connecting too
    Writing,         ///< its bytes went out
    FirstTokenWait,  ///< the server's queue and prefill
    Streaming,       ///< first token to last
    Ending,          ///< last token to the end of the answer
};
QString stageLabel(RequestStage stage);

struct StageSpan {
    RequestStage stage;
    double startMs;  ///< since the send; before it is negative
    double lengthMs;
    bool operator==(const StageSpan&) const = default;
};

/// Pure. One after another, without gaps; those whose ends are not known are part of the next.
std::vector<StageSpan> stagesOf(const RequestBrief& brief);

/// A moment in a request's life.
struct NamedStamp {
    QString label;
    std::optional<double> ms;  ///< since the send (never sent: since it was due)
};
/// Pure. All moments, in their order.
std::vector<NamedStamp> stampsOf(const RequestBrief& brief);

/// Medians of the request's workload; absent: not known.
struct TypicalLatencies {
    std::optional<double> ttftMs{}, tpotMs{}, e2elMs{};
};
/// Pure. In a sentence or two: what took the request's time, or what it failed of.
QString storyOf(const RequestBrief& brief, const TypicalLatencies& typical);

}  // namespace sagebench::ui
