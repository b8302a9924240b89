// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TcpCounters.h"

#ifdef __linux__
#include <linux/tcp.h>  // glibc's tcp_info ends before the counters of segments
#include <netinet/in.h>
#include <sys/socket.h>
#endif

namespace sagebench {

void TcpCounters::add(const TcpCounters& other) {
    segments += other.segments;
    retransmitted += other.retransmitted;
    outOfOrder += other.outOfOrder;
}

std::optional<TcpCounters> tcpCountersOf([[maybe_unused]] int socket) {
#ifdef __linux__
    tcp_info info{};  // what an older system does not know stays 0
    socklen_t size = sizeof info;
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0) {
        return TcpCounters{std::uint64_t{info.tcpi_segs_out} + info.tcpi_segs_in,
                           info.tcpi_total_retrans, info.tcpi_rcv_ooopack};
    }
#endif
    return std::nullopt;
}

}  // namespace sagebench
