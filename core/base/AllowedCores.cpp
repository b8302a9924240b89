// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/AllowedCores.h"

#ifdef __linux__
#include <sched.h>
#endif

namespace sagebench {
namespace {

bool allowThisThread([[maybe_unused]] const std::set<int>& cores) {
#ifdef __linux__
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    for (const int core : cores) {
        CPU_SET(static_cast<std::size_t>(core), &allowed);
    }
    return sched_setaffinity(0, sizeof allowed, &allowed) == 0;
#else
    return false;
#endif
}

}  // namespace

std::set<int> allowedCores() {
    std::set<int> cores;
#ifdef __linux__
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) {
        for (int core = 0; core < CPU_SETSIZE; ++core) {
            if (CPU_ISSET(static_cast<std::size_t>(core), &allowed)) {
                cores.insert(core);
            }
        }
    }
#endif
    return cores;
}

SparedCore::SparedCore() : before_(allowedCores()) {
    std::set<int> others = before_;
    if (others.size() < 2) {
        return;
    }
    const int first = *others.begin();
    others.erase(first);
    if (allowThisThread(others)) {
        core_ = first;
    }
}

SparedCore::~SparedCore() {
    if (core_) {
        allowThisThread(before_);
    }
}

}  // namespace sagebench
