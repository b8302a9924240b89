// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SequenceEngine.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "backend/llama/SequenceScheduler.h"

namespace sagebench {
namespace {

/// Keeps "never" within what a time_point can hold.
constexpr Nanos kLongestWait = std::chrono::hours(1);
constexpr Nanos kTellInterval = std::chrono::milliseconds(25);

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole))
                     : std::nullopt;
}

std::optional<double> perSecond(std::int64_t count, Nanos time) {
    return time > Nanos::zero() ? std::optional(static_cast<double>(count) / toSeconds(time))
                                : std::nullopt;
}

}  // namespace

/// The scheduler is used under the lock; the model works without it.
class SequenceEngine::Impl {
  public:
    Impl(TokenModel& model, const SequenceEngineConfig& config, const SteadyClock& clock)
        : model_(model),
          clock_(clock),
          scheduler_(model, config, clock),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}

    ~Impl() {
        const std::lock_guard lock(mutex_);
        thread_.request_stop();
        model_.setAborting(true);
    }

    void submit(SequenceRequest request) {
        {
            const std::lock_guard lock(mutex_);
            scheduler_.submit(std::move(request));
        }
        work_.notify_all();
    }

    SequenceEvents drop(std::uint64_t id) {
        const std::lock_guard lock(mutex_);
        scheduler_.drop(id);
        if (decoding_ && scheduler_.idle()) {
            model_.setAborting(true);
        }
        SequenceEvents last{.events = {}, .tokens = ready_.tokens, .error = ready_.error};
        const auto isOthers = [id](const SequenceEvent& event) { return event.id != id; };
        const auto its = std::ranges::stable_partition(ready_.events, isOthers);
        last.events.assign(its.begin(), its.end());
        ready_.events.erase(its.begin(), its.end());
        return last;
    }

    void take(SequenceEvents& out, Nanos deadline) {
        std::unique_lock lock(mutex_);
        const Nanos until = std::min(deadline, clock_.now() + kLongestWait);
        news_.wait_until(lock, clock_.t0() + until, [this] { return !ready_.empty() || woken_; });
        woken_ = false;
        out.clear();
        std::swap(out, ready_);
    }

    void wake() {
        {
            const std::lock_guard lock(mutex_);
            woken_ = true;
        }
        news_.notify_all();
    }

    void reset() {
        std::unique_lock lock(mutex_);
        idle_.wait(lock, [this] { return !decoding_; });
        scheduler_.reset();
    }

    void beginWindow() {
        const std::lock_guard lock(mutex_);
        scheduler_.beginWindow();
    }

    SequenceCounters counters() const {
        const std::lock_guard lock(mutex_);
        return scheduler_.counters();
    }

  private:
    void run(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            const Nanos began = clock_.now();
            const auto batch = scheduler_.nextBatch(ready_);
            tell();
            if (batch.empty()) {
                work_.wait(lock, stop, [this] { return !scheduler_.idle(); });
                continue;
            }
            if (stop.stop_requested()) {
                return;
            }
            decoding_ = true;
            model_.setAborting(false);
            lock.unlock();
            process(batch);
            outcome_.took = clock_.now() - began;
            lock.lock();
            decoding_ = false;
            scheduler_.apply(outcome_, ready_);
            tell();
            idle_.notify_all();
        }
    }

    void process(std::span<const BatchToken> batch) {
        outcome_.chosen.clear();
        outcome_.at.clear();
        outcome_.decoded = model_.decode(batch);
        if (outcome_.decoded == TokenModel::Decoded::Done) {
            chooseTokens(model_, scheduler_.parts(), clock_, outcome_);
        }
    }

    /// Tokens are stamped here, so that nobody is waiting for them: a reader woken for each of them
    /// would take a core from the model each time. Ends are told at once.
    void tell() {
        const Nanos now = clock_.now();
        const bool someEnd = std::ranges::any_of(ready_.events, [](const SequenceEvent& event) {
            return event.kind != SequenceEvent::Kind::Tokens;
        });
        if (someEnd || (!ready_.empty() && now - toldAt_ >= kTellInterval)) {
            toldAt_ = now;
            news_.notify_all();
        }
    }

    TokenModel& model_;
    const SteadyClock& clock_;
    mutable std::mutex mutex_;
    std::condition_variable_any work_;
    std::condition_variable news_;
    std::condition_variable idle_;
    SequenceScheduler scheduler_;
    SequenceEvents ready_;
    bool woken_ = false;
    bool decoding_ = false;
    Nanos toldAt_{};
    BatchOutcome outcome_;  // of the engine's thread
    std::jthread thread_;   // the last: it ends first
};

SequenceEngine::SequenceEngine(TokenModel& model, const SequenceEngineConfig& config,
                               const SteadyClock& clock)
    : impl_(std::make_unique<Impl>(model, config, clock)) {}
SequenceEngine::~SequenceEngine() = default;
void SequenceEngine::submit(SequenceRequest request) {
    impl_->submit(std::move(request));
}
SequenceEvents SequenceEngine::drop(std::uint64_t id) {
    return impl_->drop(id);
}
void SequenceEngine::take(SequenceEvents& out, Nanos deadline) {
    impl_->take(out, deadline);
}
void SequenceEngine::wake() {
    impl_->wake();
}
void SequenceEngine::reset() {
    impl_->reset();
}
void SequenceEngine::beginWindow() {
    impl_->beginWindow();
}
SequenceCounters SequenceEngine::counters() const {
    return impl_->counters();
}

EngineFigures figuresOf(const SequenceCounters& c, const SequenceEngineConfig& config) {
    EngineFigures figures;
    figures.kvUsedTokens = static_cast<double>(c.peakKvTokens);
    if (config.kvBytesPerToken > 0) {
        figures.kvUsedBytes = *figures.kvUsedTokens * config.kvBytesPerToken;
    }
    if (config.keptSequences > 0) {
        figures.prefixHitRate = ratio(c.reusedTokens, c.promptTokens);
        figures.evictCount = static_cast<double>(c.evictions);
        figures.evictUnit = "sequences";
        figures.evictMs = toMs(c.evictTime);
    }
    if (config.speculate > 0) {
        figures.specAcceptRate = ratio(c.accepted, c.drafted);
    }
    figures.preemptCount = 0;
    figures.prefillTps = perSecond(c.prefillOnlyTokens, c.prefillTime);
    figures.decodeTps = perSecond(c.decodeOnlyTokens, c.decodeTime);
    return figures;
}

}  // namespace sagebench
