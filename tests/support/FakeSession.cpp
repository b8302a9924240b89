// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeSession.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace sagebench::test {
namespace {

class FakeDriver final : public Driver {
  public:
    FakeDriver(const FakeBehaviour& behaviour, Clock& clock, DriverEvents& events,
               FakeSession& session)
        : behaviour_(behaviour), clock_(clock), events_(events), session_(session) {}

    void prepare(int connections, std::stop_token) override { session_.prepared += connections; }

    void submit(ActiveRequest& request) override {
        session_.mostInARow = std::max(session_.mostInARow.load(), ++inARow_);
        const Nanos now = clock_.now();
        request.recorder->connected(now);
        request.recorder->sent(now);
        request.recorder->written(now);
        if (behaviour_.refused.contains(request.spec.index)) {
            end(request, Outcome::Failed, ErrorCategory::Connect, "refused");
        } else if (!behaviour_.silent.contains(request.spec.index)) {
            due_.emplace(now + behaviour_.ttft, &request);
        }
    }

    void cancel(ActiveRequest& request, Outcome outcome, ErrorCategory category,
                const std::string& message) override {
        std::erase_if(due_, [&](const auto& entry) { return entry.second == &request; });
        end(request, outcome, category, message);
    }

    void runUntil(Nanos deadline) override {
        finishedOne_ = false;
        inARow_ = 0;
        while (!finishedOne_ && !takeWake()) {
            const Nanos next = due_.empty() ? deadline : std::min(deadline, due_.begin()->first);
            if (!reach(next)) {
                return;
            }
            if (due_.empty() || due_.begin()->first > clock_.now()) {
                return;
            }
            token();
        }
    }

    void wake() override {
        const std::lock_guard lock(mutex_);
        woken_ = true;
        wakeUp_.notify_all();
    }

  private:
    bool takeWake() {
        const std::lock_guard lock(mutex_);
        return std::exchange(woken_, false);
    }
    /// False: woken, or there is nothing to wait for.
    bool reach(Nanos time) {
        if (auto* clock = dynamic_cast<VirtualClock*>(&clock_)) {
            if (time == kNever) {
                return false;
            }
            clock->advanceTo(time);
            return true;
        }
        std::unique_lock lock(mutex_);
        const auto wait = std::min<Nanos>(time - clock_.now(), std::chrono::seconds(60));
        const bool woken = wakeUp_.wait_for(lock, wait, [this] { return woken_; });
        woken_ = false;
        return !woken;
    }
    void token() {
        ActiveRequest& request = *due_.begin()->second;
        const Nanos at = clock_.isVirtual() ? due_.begin()->first : clock_.now();
        due_.erase(due_.begin());
        request.recorder->firstByte(at);
        request.recorder->chunk(at, 1, ContentKind::Text);
        if (request.recorder->keepsText() && request.record.chunks.size() == 1) {
            request.recorder->text(request.payload);
        }
        if (static_cast<int>(request.record.chunks.size()) < request.spec.outputTokens) {
            due_.emplace(at + behaviour_.gap, &request);
        } else {
            request.record.outputTokens = request.spec.outputTokens;
            end(request, Outcome::Ok, ErrorCategory::None, "");
        }
    }
    void end(ActiveRequest& request, Outcome outcome, ErrorCategory category,
             const std::string& message) {
        request.record.outcome = outcome;
        request.record.errorCategory = category;
        request.record.errorMessage = message;
        request.record.finished = clock_.now();
        finishedOne_ = true;
        events_.finished(request);
    }

    const FakeBehaviour& behaviour_;
    Clock& clock_;
    DriverEvents& events_;
    FakeSession& session_;
    int inARow_ = 0;
    std::multimap<Nanos, ActiveRequest*> due_;
    std::mutex mutex_;
    std::condition_variable wakeUp_;
    bool woken_ = false;
    bool finishedOne_ = false;
};

}  // namespace

Result<std::unique_ptr<Driver>> FakeSession::makeDriver(int, DriverEvents& events) {
    return std::make_unique<FakeDriver>(behaviour_, *clock_, events, *this);
}

}  // namespace sagebench::test
