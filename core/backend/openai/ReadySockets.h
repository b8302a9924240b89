// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef __linux__

#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

#include "backend/openai/OwnedDescriptor.h"

namespace sagebench {

/// Told from inside ReadySockets::runOne.
class SocketEvents {
  public:
    /// Something can be read, the socket has ended, or (where asked for) it can be written.
    virtual void socketReady(bool readable, bool writable) = 0;

  protected:
    ~SocketEvents() = default;
};

/// Waits for many sockets with one system call a batch and none a read: a level-triggered epoll
/// set, where Asio's, being edge-triggered, has to be armed again after each read. One thread, but
/// for interrupt().
class ReadySockets {
  public:
    /// An exception (std::system_error): the system gives no more descriptors.
    ReadySockets();
    ReadySockets(const ReadySockets&) = delete;
    ReadySockets& operator=(const ReadySockets&) = delete;

    /// `events` must stay until remove(). False: the system can't.
    bool add(int socket, SocketEvents& events, bool alsoWritable);
    void change(int socket, SocketEvents& events, bool alsoWritable);
    void remove(int socket, const SocketEvents& events);
    /// Tells it from the next run, although no socket is ready.
    void tellSoon(SocketEvents& events) { soon_.push_back(&events); }
    /// Nothing is told any more that tellSoon() promised.
    void forget(const SocketEvents& events) { std::erase(soon_, &events); }

    /// Tells one that is ready; waits for it until `deadline` (time_point::max(): for ever) or
    /// interrupt(). False: no socket was.
    bool runOne(std::chrono::steady_clock::time_point deadline);
    /// The same without waiting. False: nothing was ready.
    bool pollOne();
    /// From any thread.
    void interrupt() const;
    /// True once after an interrupt() that no wait has seen.
    bool takeInterrupt() const;

  private:
    bool tellPromised();
    void fetch(int timeoutMs);
    bool runNext();
    void arm(std::chrono::steady_clock::time_point deadline);
    void watchOwn(int descriptor);

    OwnedDescriptor epoll_;
    OwnedDescriptor interrupt_;  ///< eventfd
    OwnedDescriptor timer_;      ///< timerfd: epoll's own timeout is in whole milliseconds
    std::chrono::steady_clock::time_point armedFor_ = std::chrono::steady_clock::time_point::max();
    std::array<epoll_event, 64> batch_{};
    std::size_t next_ = 0, end_ = 0;  ///< of the batch
    std::vector<SocketEvents*> soon_;
};

}  // namespace sagebench

#endif
