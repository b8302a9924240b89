// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/intrusive/list_hook.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "record/RequestRecorder.h"
#include "schedule/Schedule.h"
#include "workload/Prompt.h"

namespace sagebench {

/// A request on its way: made ahead of need by the feeder, then owned by one worker.
struct ActiveRequest : boost::intrusive::list_base_hook<> {
    ScheduledRequest spec;
    Prompt prompt;
    std::string payload;  ///< Session::encode's bytes
    RequestRecord record;
    /// Set by the worker before submit().
    std::unique_ptr<RequestRecorder> recorder;
    /// When its slot became free, if that is not record.finished (a simulation's own time).
    Stamp freedAt;
    Nanos deadline = kNever;
    Nanos due{};  ///< of a conversation's later turn; run clock
    /// The driver's own, from submit() until finished().
    void* driverState = nullptr;
};

}  // namespace sagebench
