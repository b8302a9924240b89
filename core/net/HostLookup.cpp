// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HostLookup.h"

#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace sagebench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

struct PendingLookup {
    std::mutex mutex;
    std::condition_variable_any done;
    bool ready = false;
    HostLookup result;
};

HostLookup askSystem(const std::string& host, std::uint16_t port) {
    HostLookup found;
    asio::io_context io;
    tcp::resolver resolver(io);
    for (const auto& entry : resolver.resolve(host, std::to_string(port), found.error)) {
        found.endpoints.push_back(entry.endpoint());
    }
    return found;
}

void answer(const std::shared_ptr<PendingLookup>& pending, HostLookup found) {
    const std::lock_guard lock(pending->mutex);
    pending->result = std::move(found);
    pending->ready = true;
    pending->done.notify_all();
}

}  // namespace

HostLookup lookUpHost(const std::string& host, std::uint16_t port,
                      std::chrono::steady_clock::time_point deadline, const std::stop_token& stop) {
    boost::system::error_code notAnAddress;
    const auto address = asio::ip::make_address(host, notAnAddress);
    if (!notAnAddress) {
        return {{}, {tcp::endpoint(address, port)}};
    }
    // getaddrinfo can't be interrupted: its thread is left behind when nobody waits any more.
    const auto pending = std::make_shared<PendingLookup>();
    std::thread([pending, host, port] { answer(pending, askSystem(host, port)); }).detach();
    std::unique_lock lock(pending->mutex);
    if (pending->done.wait_until(lock, stop, deadline, [&] { return pending->ready; })) {
        return std::move(pending->result);
    }
    return {stop.stop_requested() ? asio::error::operation_aborted : asio::error::timed_out, {}};
}

}  // namespace sagebench
