// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

namespace sagebench {

/// For files of this room only: it needs Asio.
struct HostLookup {
    boost::system::error_code error;  ///< timed_out, operation_aborted (stop), or the resolver's
    std::vector<boost::asio::ip::tcp::endpoint> endpoints;
};

/// Addresses of a host. Comes back at the deadline and on stop, which the system's own call can't.
HostLookup lookUpHost(const std::string& host, std::uint16_t port,
                      std::chrono::steady_clock::time_point deadline, const std::stop_token& stop);

}  // namespace sagebench
