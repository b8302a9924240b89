// SPDX-License-Identifier: GPL-3.0-or-later
// As the library is compiled, which has Asio's own code.
#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_ASIO_NO_DEPRECATED
#include "backend/openai/Transport.h"

#include <gtest/gtest.h>

#include <boost/asio/ip/address.hpp>

#include "support/ScriptedHttpServer.h"

namespace sagebench {
namespace {

using test::ScriptedHttpServer;
using Make = std::shared_ptr<Transport> (*)(WorkerLoop&, TransportEvents&);

std::vector<Make> transports() {
#ifdef __linux__
    return {makeAsioTransport, makeEpollTransport};
#else
    return {makeAsioTransport};
#endif
}

boost::asio::ip::tcp::endpoint onLoopback(int port) {
    return {boost::asio::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(port)};
}

int closedPort() {
    return ScriptedHttpServer().port();
}

/// The transport for plain connections that costs least, and the one for any system.
class PlainTransports : public testing::TestWithParam<Make>, public TransportEvents {
  protected:
    void opened() override { isOpen_ = true; }
    void openFailed(Failure failure) override { failure_ = failure.message; }
    void received(std::string_view bytes, ReceiveStamp stamp) override {
        bytes_ += bytes;
        EXPECT_GE(stamp.at, written_);
        EXPECT_LE(stamp.at, loop_.now());
    }
    void written() override { allWritten_ = true; }
    void ended(const ConnectionEnd& end, Nanos) override { end_ = end.cause; }

    void open(const Endpoints& endpoints) { transport_->open(endpoints); }
    void write(const std::string& bytes) {
        written_ = loop_.now();
        transport_->write(bytes, written_);
    }
    template <class Condition>
    void runUntil(Condition condition) {
        const Nanos limit = loop_.now() + std::chrono::seconds(20);
        while (!condition() && loop_.now() < limit) {
            loop_.waitForOne(limit);
        }
        EXPECT_TRUE(condition());
    }

    SteadyClock clock_;
    WorkerLoop loop_{clock_};
    std::shared_ptr<Transport> transport_ = GetParam()(loop_, *this);
    bool isOpen_ = false, allWritten_ = false;
    std::string failure_, bytes_, end_;
    Nanos written_{};
};

INSTANTIATE_TEST_SUITE_P(All, PlainTransports, testing::ValuesIn(transports()));

TEST_P(PlainTransports, carryRequestAnswerAndEnd) {
    ScriptedHttpServer server;
    server.on("/page", {.body = "here", .closeAfterwards = true});
    open({onLoopback(server.port())});
    runUntil([&] { return isOpen_; });
    EXPECT_FALSE(transport_->stale());
    write("GET /page HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(allWritten_);
    runUntil([&] { return !end_.empty(); });
    EXPECT_TRUE(bytes_.ends_with("\r\n\r\nhere")) << bytes_;
    EXPECT_EQ(end_, "closed the connection");
}

TEST_P(PlainTransports, carryMoreThanASocketTakesAtOnce) {
    ScriptedHttpServer server;
    server.on("/page", {.body = "all of it"});
    open({onLoopback(server.port())});
    runUntil([&] { return isOpen_; });
    const std::string body(20'000'000, 'x');
    const std::string request =
        "POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n\r\n" + body;
    write(request);
    runUntil([&] { return allWritten_ && bytes_.ends_with("all of it"); });
}

TEST_P(PlainTransports, tryTheNextAddress) {
    ScriptedHttpServer server;
    open({onLoopback(closedPort()), onLoopback(server.port())});
    runUntil([&] { return isOpen_; });
    EXPECT_EQ(failure_, "");
}

TEST_P(PlainTransports, tellWhenNobodyListens) {
    open({onLoopback(closedPort())});
    EXPECT_EQ(failure_, "");  // only from the loop
    runUntil([&] { return !failure_.empty(); });
    EXPECT_EQ(failure_, "can't connect: Connection refused");
    EXPECT_FALSE(isOpen_);
}

TEST_P(PlainTransports, areSilentOnceClosed) {
    ScriptedHttpServer server;
    open({onLoopback(server.port())});
    transport_->close();
    loop_.waitForOne(loop_.now() + std::chrono::milliseconds(1));
    EXPECT_FALSE(isOpen_);
    EXPECT_EQ(failure_, "");
}

}  // namespace
}  // namespace sagebench
