// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "backend/ActiveRequest.h"

namespace sagebench {

/// Where the feeder lays the next turns of a worker's conversations. Shared by both, so that a turn
/// that comes too late finds it closed.
class FollowingRequests {
  public:
    /// `wake` ends the worker's wait; called on the feeder's thread until close().
    explicit FollowingRequests(std::function<void()> wake) : wake_(std::move(wake)) {}

    /// From the feeder's thread. A null request: it could not be made.
    void lay(std::unique_ptr<ActiveRequest> request) {
        const std::lock_guard lock(mutex_);
        if (!closed_) {
            ready_.push_back(std::move(request));
            wake_();
        }
    }
    std::vector<std::unique_ptr<ActiveRequest>> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(ready_, {});
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        ready_.clear();
    }

  private:
    std::mutex mutex_;
    std::function<void()> wake_;
    std::vector<std::unique_ptr<ActiveRequest>> ready_;
    bool closed_ = false;
};

}  // namespace sagebench
