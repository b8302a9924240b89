// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/LoadGenerator.h"

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

#include "base/SuspendedTime.h"
#include "base/ThreadUrgency.h"
#include "engine/ClientWatch.h"
#include "engine/Worker.h"

namespace sagebench {
namespace {

constexpr auto kCollectEvery = std::chrono::milliseconds(33);
/// From "all are ready" to time zero, so that every worker already waits for it.
constexpr Nanos kLead = std::chrono::milliseconds(2);
constexpr std::size_t kLeastAhead = 64;

/// Counts workers down to none; the collector waits for that with a time-out.
class Running {
  public:
    explicit Running(std::size_t workers) : left_(workers) {}
    void oneEnded() {
        const std::lock_guard lock(mutex_);
        if (--left_ == 0) {
            allEnded_.notify_all();
        }
    }
    bool waitForEnd(std::chrono::milliseconds atMost) {
        std::unique_lock lock(mutex_);
        return allEnded_.wait_for(lock, atMost, [this] { return left_ == 0; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable allEnded_;
    std::size_t left_;
};

class Generator {
  public:
    Generator(Session& session, const Schedule& schedule, const PromptSource& prompts,
              const LoadOptions& options, std::stop_token stop)
        : session_(session),
          schedule_(schedule),
          stop_(std::move(stop)),
          workerCount_(workerCount(schedule.slots(), session.maxWorkers())),
          measuredLeft_(limitOf(schedule)),
          feeder_(schedule, prompts, session, options.phase,
                  static_cast<std::size_t>(schedule.slots()) +
                      std::max(kLeastAhead, static_cast<std::size_t>(schedule.slots()))) {}

    Result<void> makeWorkers(const LoadOptions& options) {
        for (int id = 0; id < workerCount_; ++id) {
            auto worker = Worker::make(configOf(id, options), feeder_, session_);
            if (!worker) {
                return tl::unexpected(worker.error());
            }
            workers_.push_back(std::move(*worker));
        }
        return {};
    }

    Result<LoadOutcome> run(LoadObserver& observer) {
        std::latch ready(workerCount_);
        std::latch go(1);
        Running running(workers_.size());
        Nanos zero{};
        std::vector<std::jthread> threads;
        threads.reserve(workers_.size());
        for (const auto& worker : workers_) {
            threads.emplace_back([&, w = worker.get()] {
                askToRunSoon();
                w->prepare(stop_);
                ready.count_down();
                go.wait();
                w->run(zero, stop_);
                running.oneEnded();
            });
        }
        feeder_.waitUntilReady(stop_);
        ready.wait();
        beginWatch();
        zero = session_.clock().now() + (session_.clock().isVirtual() ? Nanos(0) : kLead);
        observer.begun(zero);
        go.count_down();
        collect(running, zero, observer);
        return outcome();
    }

  private:
    Worker::Config configOf(int id, const LoadOptions& options) const {
        Worker::Config config;
        config.id = id;
        config.slots = shareOf(schedule_.slotPlan(), id, workerCount_);
        config.connections = shareOf(schedule_.slots(), workerCount_, id);
        if (const auto cap = schedule_.maxInFlight()) {
            config.maxInFlight = shareOf(*cap, workerCount_, id);
        }
        config.times = schedule_.times();
        config.thinkTime = schedule_.thinkTime();
        config.phase = options.phase;
        config.timeout = options.timeout;
        config.keepTexts = options.keepTexts;
        config.measuredLeft = measuredLeft_;
        return config;
    }

    static std::shared_ptr<std::atomic<std::int64_t>> limitOf(const Schedule& schedule) {
        const auto limit = schedule.measuredStarts();
        return limit
                   ? std::make_shared<std::atomic<std::int64_t>>(static_cast<std::int64_t>(*limit))
                   : nullptr;
    }

    void collect(Running& running, Nanos zero, LoadObserver& observer) {
        bool warm = schedule_.times().measuredFrom > Nanos::zero();
        for (bool ended = false; !ended;) {
            if (warm && watch_) {
                watch_->keep();
            }
            ended = waitForEnd(running);
            if (warm && session_.clock().now() >= zero + schedule_.times().measuredFrom) {
                warm = false;
                observer.measuring();
                if (watch_) {
                    watch_->beginAtKept();
                }
            }
            LiveInterval all;
            for (const auto& worker : workers_) {
                takeFrom(*worker, all);
            }
            observer.collected(all, session_.clock().now());
            lookAround(observer);
        }
    }

    bool waitForEnd(Running& running) {
        const auto before = std::chrono::steady_clock::now();
        const Nanos suspended = suspendedTime();
        const bool ended = running.waitForEnd(kCollectEvery);
        if (watch_) {
            watch_->waited(kCollectEvery,
                           std::chrono::steady_clock::now() - before + suspendedTime() - suspended);
        }
        return ended;
    }

    /// Of virtual time there is nothing to see.
    void beginWatch() {
        if (!watch_ && !session_.clock().isVirtual()) {
            watch_.emplace([this] { return reading(); }, runDelayOfThisThread);
        }
        if (watch_) {
            watch_->begin();
        }
    }

    void lookAround(LoadObserver& observer) {
        if (auto seen = watch_ ? watch_->look(session_.clock().now()) : std::nullopt) {
            observer.watched(withEngine(*seen));
        }
    }

    ClientReading reading() const {
        ClientReading reading{
            .at = session_.clock().now(), .cpu = readCpuTimes(), .runDelays = runDelaysOfThreads()};
        for (const auto& worker : workers_) {
            reading.workers.push_back(worker->reading());
        }
        return reading;
    }

    ClientFigures withEngine(ClientFigures figures) const {
        figures.engineInProcess =
            session_.process().where == EngineProcess::Where::ThisProcess ? 1 : 0;
        return figures;
    }

    void describeNetwork(ClientFigures& figures) const {
        TcpCounters sum;
        for (const auto& worker : workers_) {
            sum.add(worker->network().value_or(TcpCounters{}));
        }
        if (sum.segments > 0) {
            figures.tcpSegments = static_cast<double>(sum.segments);
            figures.tcpRetransmits = static_cast<double>(sum.retransmitted);
            figures.tcpOutOfOrder = static_cast<double>(sum.outOfOrder);
        }
    }

    static void takeFrom(Worker& worker, LiveInterval& all) {
        LiveInterval& part = worker.live().swap();
        all.sent += part.sent;
        all.chunks += part.chunks;
        all.outputTokens += part.outputTokens;
        all.itl.merge(part.itl);
        all.ttft.merge(part.ttft);
        std::move(part.finished.begin(), part.finished.end(), std::back_inserter(all.finished));
        part.clear();
    }

    LoadOutcome outcome() {
        LoadOutcome outcome;
        outcome.interrupted = stop_.stop_requested();
        outcome.error = feeder_.error();
        for (const auto& worker : workers_) {
            outcome.turnsNotSent += worker->turnsNotSent();
        }
        if (watch_) {
            outcome.client = withEngine(watch_->finish());
            describeNetwork(outcome.client);
            outcome.samples = watch_->takeSamples();
        }
        return outcome;
    }

    Session& session_;
    const Schedule& schedule_;
    std::stop_token stop_;
    int workerCount_;
    std::shared_ptr<std::atomic<std::int64_t>> measuredLeft_;
    RequestFeeder feeder_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::optional<ClientWatch> watch_;
};

}  // namespace

Result<LoadOutcome> generateLoad(Session& session, const Schedule& schedule,
                                 const PromptSource& prompts, const LoadOptions& options,
                                 LoadObserver& observer, std::stop_token stop) {
    Generator generator(session, schedule, prompts, options, std::move(stop));
    if (auto made = generator.makeWorkers(options); !made) {
        return tl::unexpected(made.error());
    }
    return generator.run(observer);
}

}  // namespace sagebench
