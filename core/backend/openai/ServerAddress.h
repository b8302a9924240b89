// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/ip/basic_resolver.hpp>
#include <functional>

#include "backend/openai/Transport.h"
#include "net/Url.h"

namespace sagebench {

/// Where the server's name leads; asked once, and again after a failure.
class ServerAddress {
  public:
    using Found = std::function<void(const boost::system::error_code& error)>;

    /// An address in place of a name is known at once. `found` is called from the loop.
    ServerAddress(WorkerLoop& loop, const Url& server, Found found);

    bool known() const { return !endpoints_.empty(); }
    const Endpoints& endpoints() const { return endpoints_; }
    /// Asks the system, if that is not under way.
    void find();

  private:
    using Resolver = boost::asio::ip::basic_resolver<boost::asio::ip::tcp, LoopExecutor>;
    void onFound(const boost::system::error_code& error, const Resolver::results_type& results);

    const std::string host_;
    const std::string port_;
    Endpoints endpoints_;
    WorkerLoop& loop_;
    Resolver resolver_;
    Found found_;
    bool asking_ = false;
};

}  // namespace sagebench
