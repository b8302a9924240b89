// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/FailurePlan.h"

#include <algorithm>

#include "backend/mock/Draws.h"

namespace sagebench {

std::optional<InjectedFailure> FailurePlan::of(std::uint64_t request, int outputTokens) const {
    if (unitInterval(draw(DrawFor::Failure, seed_, request, 0)) >= rate_) {
        return std::nullopt;
    }
    if (kind_ == FailKind::Refused) {
        return InjectedFailure{kind_, 0};
    }
    if (kind_ == FailKind::Malformed) {
        return InjectedFailure{kind_, 1};
    }
    const auto places = static_cast<std::uint64_t>(std::max(outputTokens - 1, 1));
    const auto place = draw(DrawFor::FailurePlace, seed_, request, 0) % places;
    return InjectedFailure{kind_, 1 + static_cast<int>(place)};
}

ErrorCategory categoryOf(FailKind kind) {
    switch (kind) {
        case FailKind::Refused:
            return ErrorCategory::Connect;
        case FailKind::Reset:
            return ErrorCategory::Truncated;
        case FailKind::Stall:
            return ErrorCategory::Timeout;
        case FailKind::Malformed:
            return ErrorCategory::Protocol;
        case FailKind::TooLarge:
            return ErrorCategory::Engine;
    }
    return ErrorCategory::Engine;
}

std::string_view describe(FailKind kind) {
    switch (kind) {
        case FailKind::Refused:
            return "connection refused";
        case FailKind::Reset:
            return "connection reset in the middle of the answer";
        case FailKind::Stall:
            return "the answer stalled";
        case FailKind::Malformed:
            return "malformed chunk";
        case FailKind::TooLarge:
            return "the KV cache is too small for the request";
    }
    return "";
}

}  // namespace sagebench
