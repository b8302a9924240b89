// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <system_error>

namespace sagebench {

/// One read of a socket that does not block. No bytes and no error: the peer has closed.
struct StampedRead {
    std::size_t bytes = 0;
    bool nothingYet = false;
    std::error_code error;
    std::optional<std::int64_t> kernelUnixNanos;  ///< absent: the system gives none
};

/// Asks the kernel to stamp what this TCP socket receives. False: this system does not.
bool enableKernelStamps(int socket);

/// Keeps the system's stamping switched on. It is switched on for the first socket that asks and
/// off with the last, each a moment later, so the first bytes of a run would come without.
class StampingOn {
  public:
    StampingOn();
    ~StampingOn();
    StampingOn(const StampingOn&) = delete;
    StampingOn& operator=(const StampingOn&) = delete;

  private:
    int socket_;
};

/// Reads once. The kernel joins the segments that wait in a socket's queue and keeps the last one's
/// stamp alone (tcp_try_coalesce), so smaller reads would learn no more: bytes of one read share
/// one stamp, which is right for its last segment and late, never early, for those that had to wait
/// for us.
StampedRead receiveStamped(int socket, std::span<char> buffer);

}  // namespace sagebench
