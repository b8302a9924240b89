// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ThreadTime.h"

#include <ctime>

namespace sagebench {

std::optional<Nanos> threadCpuTime() {
#ifdef CLOCK_THREAD_CPUTIME_ID
    timespec time{};
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0) {
        return std::chrono::seconds(time.tv_sec) + Nanos(time.tv_nsec);
    }
#endif
    return std::nullopt;
}

}  // namespace sagebench
