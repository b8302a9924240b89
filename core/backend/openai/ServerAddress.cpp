// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ServerAddress.h"

#include <boost/asio/ip/address.hpp>
#include <utility>

namespace sagebench {

using boost::system::error_code;

namespace {

Endpoints numericAddress(const Url& url) {
    error_code notAnAddress;
    const auto address = boost::asio::ip::make_address(url.host, notAnAddress);
    return notAnAddress ? Endpoints{} : Endpoints{{address, url.port}};
}

}  // namespace

ServerAddress::ServerAddress(WorkerLoop& loop, const Url& server, Found found)
    : host_(server.host),
      port_(std::to_string(server.port)),
      endpoints_(numericAddress(server)),
      loop_(loop),
      resolver_(loop.io),
      found_(std::move(found)) {}

void ServerAddress::find() {
    if (std::exchange(asking_, true)) {
        return;
    }
    resolver_.async_resolve(host_, port_,
                            [this, work = WorkerLoop::AsioWork(loop_)](
                                const error_code& error, const Resolver::results_type& results) {
                                onFound(error, results);
                            });
}

void ServerAddress::onFound(const error_code& error, const Resolver::results_type& results) {
    asking_ = false;
    for (const auto& entry : results) {
        endpoints_.push_back(entry.endpoint());
    }
    found_(error);
}

}  // namespace sagebench
