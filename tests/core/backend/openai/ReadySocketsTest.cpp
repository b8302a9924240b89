// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ReadySockets.h"

#ifdef __linux__

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <system_error>
#include <thread>

namespace sagebench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kForEver = Clock::time_point::max();

/// One end of a pair of sockets; counts what it is told, and may do something then.
class Seen final : public SocketEvents {
  public:
    Seen() {
        std::array<int, 2> ends{};
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
        socket = ends[0];
        peer = ends[1];
    }
    ~Seen() {
        close(socket);
        close(peer);
    }
    void socketReady(bool readable, bool writable) override {
        reads += readable ? 1 : 0;
        writes += writable ? 1 : 0;
        if (then) {
            then();
        }
    }
    void sendByte() const { EXPECT_EQ(send(peer, "x", 1, 0), 1); }
    void takeByte() const {
        char byte = 0;
        EXPECT_EQ(recv(socket, &byte, 1, 0), 1);
    }

    int socket = -1, peer = -1;
    int reads = 0, writes = 0;
    std::function<void()> then;
};

/// The number that the next descriptor gets.
int nextDescriptor() {
    const int next = dup(STDERR_FILENO);
    close(next);
    return next;
}

TEST(ReadySockets, givesBackItsDescriptorsWhereThereAreTooFew) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer itself needs descriptors to look at the exception";
#endif
    const int before = nextDescriptor();
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    for (const int left : {1, 2}) {
        const rlimit less{static_cast<rlim_t>(before + left), limit.rlim_max};
        ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &less), 0);
        EXPECT_THROW(ReadySockets(), std::system_error);
        setrlimit(RLIMIT_NOFILE, &limit);
        EXPECT_EQ(nextDescriptor(), before) << left;
    }
}

TEST(ReadySockets, tellsASocketAgainUntilItIsRead) {
    ReadySockets sockets;
    Seen one;
    ASSERT_TRUE(sockets.add(one.socket, one, false));
    sockets.pollOne();
    EXPECT_EQ(one.reads, 0);
    one.sendByte();
    sockets.runOne(kForEver);
    sockets.runOne(kForEver);
    EXPECT_EQ(one.reads, 2);
    one.takeByte();
    sockets.pollOne();
    EXPECT_EQ(one.reads, 2);
    EXPECT_EQ(one.writes, 0);
}

TEST(ReadySockets, tellsOneAtATime) {
    ReadySockets sockets;
    Seen one, two;
    ASSERT_TRUE(sockets.add(one.socket, one, false));
    ASSERT_TRUE(sockets.add(two.socket, two, false));
    one.sendByte();
    two.sendByte();
    sockets.runOne(kForEver);
    EXPECT_EQ(one.reads + two.reads, 1);
    sockets.runOne(kForEver);
    EXPECT_EQ(one.reads, 1);
    EXPECT_EQ(two.reads, 1);
}

TEST(ReadySockets, tellsNothingOfOneThatWasRemovedMeanwhile) {
    ReadySockets sockets;
    Seen one, two;
    ASSERT_TRUE(sockets.add(one.socket, one, false));
    ASSERT_TRUE(sockets.add(two.socket, two, false));
    one.then = [&] {
        one.takeByte();
        sockets.remove(two.socket, two);
    };
    two.then = [&] {
        two.takeByte();
        sockets.remove(one.socket, one);
    };
    one.sendByte();
    two.sendByte();
    sockets.runOne(kForEver);
    sockets.pollOne();
    sockets.pollOne();
    EXPECT_EQ(one.reads + two.reads, 1);
}

TEST(ReadySockets, tellsWhatCanBeWrittenWhereAsked) {
    ReadySockets sockets;
    Seen one;
    ASSERT_TRUE(sockets.add(one.socket, one, true));
    sockets.runOne(kForEver);
    EXPECT_EQ(one.writes, 1);
    sockets.change(one.socket, one, false);
    sockets.pollOne();
    EXPECT_EQ(one.writes, 1);
    EXPECT_EQ(one.reads, 0);
}

TEST(ReadySockets, waitsNoLongerThanItsDeadline) {
    ReadySockets sockets;
    for (const auto span : {std::chrono::microseconds(300), std::chrono::microseconds(2500)}) {
        const auto deadline = Clock::now() + span;
        sockets.runOne(deadline);
        EXPECT_GE(Clock::now(), deadline);
    }
    sockets.runOne(Clock::now() - std::chrono::seconds(1));  // is over: comes back
}

TEST(ReadySockets, isInterruptedFromAnotherThread) {
    ReadySockets sockets;
    std::jthread other([&] { sockets.interrupt(); });
    sockets.runOne(kForEver);
    other.join();
    EXPECT_FALSE(sockets.takeInterrupt());
    sockets.interrupt();
    EXPECT_TRUE(sockets.takeInterrupt());
    EXPECT_FALSE(sockets.takeInterrupt());
}

TEST(ReadySockets, keepsAPromiseUnlessForgotten) {
    ReadySockets sockets;
    Seen one, two;
    sockets.tellSoon(one);
    sockets.tellSoon(two);
    sockets.forget(two);
    sockets.runOne(kForEver);
    sockets.pollOne();
    EXPECT_EQ(one.reads, 1);
    EXPECT_EQ(two.reads, 0);
}

}  // namespace
}  // namespace sagebench

#endif
