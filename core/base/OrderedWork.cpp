// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/OrderedWork.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace sagebench {
namespace {

class Runner {
  public:
    explicit Runner(const OrderedWork& work) : work_(work), slots_(work.ahead) {
        for (std::size_t i = 0; i < std::min(work.threads, work.count); ++i) {
            threads_.emplace_back([this] { makeParts(); });
        }
    }
    ~Runner() {
        const std::lock_guard lock(mutex_);
        over_ = true;
        changed_.notify_all();
    }
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    Result<void> takeAll() {
        for (std::size_t part = 0; part < work_.count; ++part) {
            const std::vector<char> bytes = await(part);
            if (auto taken = work_.take(part, bytes); !taken) {
                return taken;
            }
            markTaken();
        }
        return {};
    }

  private:
    std::optional<std::vector<char>>& slotOf(std::size_t part) {
        return slots_[part % slots_.size()];
    }

    std::vector<char> await(std::size_t part) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return slotOf(part).has_value(); });
        return *std::exchange(slotOf(part), std::nullopt);
    }

    void markTaken() {
        const std::lock_guard lock(mutex_);
        ++taken_;
        changed_.notify_all();
    }

    /// Nothing: there is nothing left to make.
    std::optional<std::size_t> claim() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] {
            return over_ || next_ == work_.count || next_ < taken_ + slots_.size();
        });
        return over_ || next_ == work_.count ? std::nullopt : std::optional(next_++);
    }

    void makeParts() {
        while (const auto part = claim()) {
            std::vector<char> bytes = work_.make(*part);
            const std::lock_guard lock(mutex_);
            slotOf(*part) = std::move(bytes);
            changed_.notify_all();
        }
    }

    const OrderedWork& work_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::optional<std::vector<char>>> slots_;
    std::size_t next_ = 0;   ///< to be made
    std::size_t taken_ = 0;  ///< all before are done with
    bool over_ = false;
    std::vector<std::jthread> threads_;  ///< gone first
};

}  // namespace

Result<void> runInOrder(const OrderedWork& work) {
    return Runner(work).takeAll();
}

}  // namespace sagebench
