// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "metrics/WorkloadResult.h"
#include "plan/Slo.h"

namespace sagebench {

/// Whether a workload met all SLOs; absent where there is none.
std::optional<bool> sloMetOf(const SloPlan& plan, const WorkloadResult& result);

}  // namespace sagebench
