// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>

namespace sagebench {

/// Cores that the calling thread may use. Empty: the system does not tell.
std::set<int> allowedCores();

/// Keeps the calling thread, and the threads that it starts, off the first of its cores until the
/// object goes, on the same thread; threads that live then stay as they are.
class SparedCore {
  public:
    SparedCore();
    ~SparedCore();
    SparedCore(const SparedCore&) = delete;
    SparedCore& operator=(const SparedCore&) = delete;

    /// Absent: there is only one core, or the system can't keep a thread off one.
    std::optional<int> core() const { return core_; }

  private:
    std::set<int> before_;
    std::optional<int> core_;
};

}  // namespace sagebench
