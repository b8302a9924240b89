// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "metrics/ClientError.h"

namespace sagebench::text {

/// "+0.21", "-0.003", "0.000": ms with its sign, as fine as it matters.
std::string signedMs(double ms);

/// "TTFT +0.21 ms, ITL ±0.01 ms, …" at p99. Of gaps, whose errors have both signs, |error|.
std::string errorsText(const LatencyErrors& errors);

/// "at least 97,000 events/s": what is measured within 1 ms.
std::string measurableText(const MeasurableRate& rate);

/// What a report says of the client's own error at a workload's load. No full stop.
std::string clientErrorText(const ClientError& error);

}  // namespace sagebench::text
