// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace sagebench {

/// What TCP connections went through since they were opened.
struct TcpCounters {
    std::uint64_t segments = 0;       ///< sent and received
    std::uint64_t retransmitted = 0;  ///< sent once more
    std::uint64_t outOfOrder = 0;     ///< received after one that was lost or overtaken

    void add(const TcpCounters& other);
    bool operator==(const TcpCounters&) const = default;
};

/// Of one open connection (TCP_INFO). Absent: no connection, or not told on this system.
std::optional<TcpCounters> tcpCountersOf(int socket);

}  // namespace sagebench
