// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <thread>

namespace sagebench {

/// Two copies of T: one writer thread fills the active one and never waits; one reader thread swaps
/// them and takes the other. The scheme of HdrHistogram's writer-reader phaser.
template <class T>
class IntervalExchange {
  public:
    /// Writer: while it lives, `*scope` may be changed. Keep it short. One within another costs
    /// next to nothing.
    class WriteScope {
      public:
        explicit WriteScope(IntervalExchange& exchange) : exchange_(exchange) {
            if (exchange_.depth_++ == 0) {
                exchange_.enter();
            }
        }
        ~WriteScope() {
            if (--exchange_.depth_ == 0) {
                exchange_.inside_.store(false, std::memory_order_release);
            }
        }
        WriteScope(const WriteScope&) = delete;
        WriteScope& operator=(const WriteScope&) = delete;
        T& operator*() const { return *exchange_.current_; }
        T* operator->() const { return exchange_.current_; }

      private:
        IntervalExchange& exchange_;
    };

    WriteScope write() { return WriteScope(*this); }

    /// Reader: what was written since the last swap. Valid until the next swap, at which it must
    /// have been emptied by the reader.
    T& swap() {
        const unsigned old = active_.load(std::memory_order_relaxed);
        active_.store(1 - old, std::memory_order_seq_cst);
        // A writer that is inside may have picked the old slot; once seen outside it can't any
        // more.
        while (inside_.load(std::memory_order_seq_cst)) {
            std::this_thread::yield();
        }
        return slots_[old];
    }

  private:
    void enter() {
        inside_.store(true, std::memory_order_seq_cst);
        current_ = &slots_[active_.load(std::memory_order_seq_cst)];
    }

    std::array<T, 2> slots_{};
    std::atomic<unsigned> active_{0};
    std::atomic<bool> inside_{false};
    int depth_ = 0;         ///< the writer's own
    T* current_ = nullptr;  ///< the writer's own
};

}  // namespace sagebench
