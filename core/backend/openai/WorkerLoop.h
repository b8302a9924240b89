// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/detail/concurrency_hint.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/wait_traits.hpp>
#include <chrono>
#include <vector>

#include "net/KernelClock.h"
#include "net/StampedReceive.h"
#include "net/TcpCounters.h"
#include "record/LagMeter.h"

namespace sagebench {

using LoopExecutor = boost::asio::io_context::executor_type;

/// The event loop of one worker, and what its connections share. Only the worker's thread runs it.
class WorkerLoop {
  public:
    explicit WorkerLoop(const SteadyClock& runClock);

    Nanos now() const { return clock_.now(); }
    /// Runs one handler, waiting for it until about `deadline`.
    void waitForOne(Nanos deadline);
    /// Runs one handler if one is ready.
    void pollOne() { io.poll_one(); }
    /// From any thread: ends waitForOne(), and makes takeWake() true once.
    void wake();
    bool takeWake() { return woken_.exchange(false); }
    /// From any thread: ends waitForOne() alone.
    void interrupt();

    boost::asio::io_context io{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
    KernelClock kernelClock;
    /// From now on the loop's own lag is measured.
    void beginWatch();

    LagMeter readBacklog;  ///< from the kernel's stamp to our read
    /// From when one of its ticks was due, a hundred a second, until the loop came to it: so long
    /// would anything have waited that became due then. A tick that was skipped counts too.
    LagMeter loopLag;
    TcpCounters closed;  ///< of connections that are closed
    std::vector<char> readBuffer = std::vector<char>(65536);

  private:
    using Clock = std::chrono::steady_clock;
    using Timer =
        boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, LoopExecutor>;

    void armTimer(Nanos deadline);
    void onTimer();

    StampingOn stampingOn_;
    const SteadyClock& clock_;
    boost::asio::executor_work_guard<LoopExecutor> work_;
    Timer timer_;
    Nanos armedFor_ = kNever;
    Nanos nextTick_ = kNever;
    std::atomic<bool> woken_{false};
};

}  // namespace sagebench
