// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"
#include "base/Time.h"

namespace sagebench {

/// How the load moves in time: requests a second of an open loop, slots of a closed one. As text:
///   linear:1-32:60s        from 1 to 32 in 60 s, then 32
///   exponential:1-32:60s   the same, by equal factors in equal times
///   steps:1,2,4,8:30s      30 s each, then the last
struct LoadRamp {
    enum class Kind { None, Linear, Exponential, Steps };
    Kind kind = Kind::None;
    std::vector<double> levels;  ///< from and to, or the steps; each above 0
    Nanos span{};                ///< of the ramp, or of each step

    bool operator==(const LoadRamp&) const = default;
};
/// Errors (Usage): what is wrong, and the forms there are.
Result<LoadRamp> parseRamp(std::string_view text);
std::string toText(const LoadRamp& ramp);

/// closed: a request goes out when another has ended. The others are open loops: requests go out at
/// their times, however slow the answers are.
enum class ArrivalProcess { Closed, Constant, Poisson, Gamma, Trace };
std::string_view toString(ArrivalProcess process);
std::optional<ArrivalProcess> arrivalFrom(std::string_view name);

/// When requests are sent.
struct ArrivalSpec {
    ArrivalProcess process = ArrivalProcess::Closed;
    double rate = 0;        ///< requests/s of constant, poisson and gamma without a ramp
    double burstiness = 1;  ///< gamma: shape of the gaps; 1 is Poisson, below 1 more bursty (vLLM)
    LoadRamp ramp;          ///< replaces rate (open loop) or concurrency (closed loop)
    Nanos burstEvery{};     ///< above 0: what is due in a span of this length is sent at its start
    std::optional<int> maxInFlight;  ///< open loop: more than that wait; absent: no cap

    bool isOpen() const { return process != ArrivalProcess::Closed; }
    bool operator==(const ArrivalSpec&) const = default;
};

}  // namespace sagebench
