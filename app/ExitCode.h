// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "base/Result.h"
#include "engine/RunResult.h"

namespace sagebench::app {

/// Exit codes of the contract (docs/USAGE.md).
enum class ExitCode {
    Done = 0,
    Failed = 1,    ///< the run failed, or no request of some workload succeeded
    BadUsage = 2,  ///< bad usage or bad input
    Missed = 3,    ///< an SLO, contract or regression gate was asked for and missed
    Interrupted = 130,
};

/// Which of two is told: 130 > 2 > 1 > 3 > 0.
constexpr ExitCode moreSevere(ExitCode a, ExitCode b) {
    constexpr auto rank = [](ExitCode code) {
        switch (code) {
            case ExitCode::Done:
                return 0;
            case ExitCode::Missed:
                return 1;
            case ExitCode::Failed:
                return 2;
            case ExitCode::BadUsage:
                return 3;
            case ExitCode::Interrupted:
                return 4;
        }
        return 4;
    };
    return rank(a) >= rank(b) ? a : b;
}

constexpr ExitCode exitCodeOf(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::Usage:
        case ErrorKind::Input:
            return ExitCode::BadUsage;
        case ErrorKind::Cancelled:
            return ExitCode::Interrupted;
        case ErrorKind::Unavailable:
        case ErrorKind::Run:
        case ErrorKind::Io:
            return ExitCode::Failed;
    }
    return ExitCode::Failed;
}

/// A run that came to its end, interrupted or not.
inline ExitCode exitCodeOf(const RunResult& result) {
    const bool someWorkloadFailed = std::ranges::any_of(result.workloads, [](const auto& workload) {
        return workload->metrics.successfulRequests == 0;
    });
    return moreSevere(result.interrupted ? ExitCode::Interrupted : ExitCode::Done,
                      someWorkloadFailed ? ExitCode::Failed : ExitCode::Done);
}

}  // namespace sagebench::app
