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

#include "backend/openai/AnswerReader.h"
#include "backend/openai/ReadySockets.h"
#include "net/KernelClock.h"
#include "net/StampedReceive.h"
#include "net/TcpCounters.h"
#include "record/LagMeter.h"

namespace sagebench {

using LoopExecutor = boost::asio::io_context::executor_type;

/// The event loop of one worker, and what its connections share. Only the worker's thread runs it.
/// On Linux plain connections wait in `sockets`; Asio has the rest, and is run only while it has
/// something to do.
class WorkerLoop {
    int asioWork_ = 0;  // outlives what counts in it

  public:
    explicit WorkerLoop(const SteadyClock& runClock);

    Nanos now() { return lastNow_ = clock_.now(); }
    /// What now() gave last: not older than the last handler.
    Nanos lastNow() const { return lastNow_; }
    /// Runs one handler, waiting for it until about `deadline`.
    void waitForOne(Nanos deadline);
    /// Runs one handler if one is ready. False: none was.
    bool pollOne();
    /// From any thread: ends waitForOne(), and makes takeWake() true once.
    void wake();
    bool takeWake() { return woken_.load(std::memory_order_relaxed) && woken_.exchange(false); }
    /// From any thread: ends waitForOne() alone.
    void interrupt();

    /// Keeps Asio running while it is there: for each operation, or who has operations all the
    /// time.
    class AsioWork {
      public:
        explicit AsioWork(WorkerLoop& loop) : loop_(&loop) { ++loop_->asioWork_; }
        AsioWork(const AsioWork& other) : loop_(other.loop_) { ++loop_->asioWork_; }
        AsioWork& operator=(const AsioWork&) = delete;
        ~AsioWork() { --loop_->asioWork_; }

      private:
        WorkerLoop* loop_;
    };

    /// When the bytes came, never before `last`, which becomes it; notes how long they lay.
    ReceiveStamp stampOf(const StampedRead& read, Nanos now, Nanos& last);

    boost::asio::io_context io{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
#ifdef __linux__
    ReadySockets sockets;
#endif
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
    void wait(Nanos deadline);
    void noteTicks();
    void waitOnAsio(Nanos deadline);

    StampingOn stampingOn_;
    const SteadyClock& clock_;
    boost::asio::executor_work_guard<LoopExecutor> work_;
    Timer timer_;
    Nanos armedFor_ = kNever;
    Nanos nextTick_ = kNever;
    Nanos lastNow_{};
    std::atomic<bool> woken_{false};
    std::atomic<bool> inAsio_{false};  ///< an interrupt must be told to Asio too
};

}  // namespace sagebench
