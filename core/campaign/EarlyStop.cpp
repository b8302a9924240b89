// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/EarlyStop.h"

#include <chrono>

#include "plan/CampaignRules.h"

namespace sagebench {
namespace {

constexpr Nanos kSoonest = std::chrono::seconds(10);

}  // namespace

bool mayStopEarly(const RunPlan& point) {
    return !point.slo.limits.empty() && point.workloads.size() == 1 &&
           hasRate(point.workloads[0].arrival.process) &&
           point.workloads[0].arrival.ramp.kind == LoadRamp::Kind::None;
}

bool EarlyStop::isDue(const RunSnapshot& s, Nanos real) {
    if (!watching_ || s.phase != RunPhase::Running) {
        return false;
    }
    for (const RequestBrief& request : s.finished) {
        if (request.phase == Phase::Measured && request.scheduled && request.finished) {
            queue_.ended(request.index, *request.finished - *request.scheduled);
        }
    }
    if (s.sent > 0) {
        queue_.see(s.elapsed, static_cast<double>(s.inFlight + s.queued),
                   static_cast<double>(s.sent + s.queued));
    }
    watching_ = real <= kSoonest || !queue_.hopeless();
    return !watching_;
}

}  // namespace sagebench
