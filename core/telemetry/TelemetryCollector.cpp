// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/TelemetryCollector.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "telemetry/FigureSamples.h"
#include "telemetry/ProcessMemory.h"
#include "telemetry/ServerFigures.h"

namespace sagebench {
namespace {

using namespace std::chrono_literals;

constexpr auto kMemoryEvery = 100ms;
constexpr auto kServerEvery = 1s;
/// Finding descendants looks at every process of the machine.
constexpr int kMemoryReadsPerTreeWalk = 10;

/// Calls `action` at start + every, + 2·every, … until stopped; times that were missed are left
/// out.
template <class Action>
void repeat(std::stop_token stop, std::chrono::milliseconds every, Action action) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    auto next = std::chrono::steady_clock::now() + every;
    for (;;) {
        never.wait_until(lock, stop, next, [] { return false; });
        if (stop.stop_requested()) {
            return;
        }
        action();
        next = std::max(next + every, std::chrono::steady_clock::now());
    }
}

}  // namespace

/// Two threads, so that a slow metrics page delays no memory sample. Each fills its own list; both
/// have ended when the lists are read.
class TelemetryCollector::Impl {
  public:
    Impl(const Clock& clock, TelemetryTargets targets)
        : clock_(clock), targets_(std::move(targets)) {
        readServer();
        if (targets_.findProcess) {
            memoryThread_ = std::jthread([this](std::stop_token stop) { watchMemory(stop); });
        }
        if (targets_.fetchMetrics) {
            serverThread_ = std::jthread([this](std::stop_token stop) {
                repeat(std::move(stop), kServerEvery, [this] { readServer(); });
            });
        }
    }

    Window finish() {
        memoryThread_ = {};
        serverThread_ = {};
        readMemory();
        readServer();
        Window window;
        window.engine = figuresFrom(readings_, targets_.names);
        window.memory = memoryFrom(memorySamples_);
        window.samples = std::move(memorySamples_);
        window.samples.insert(window.samples.end(), serverSamples_.begin(), serverSamples_.end());
        std::stable_sort(window.samples.begin(), window.samples.end(),
                         [](const auto& a, const auto& b) { return a.at < b.at; });
        return window;
    }

  private:
    void watchMemory(std::stop_token stop) {
        pid_ = targets_.findProcess();
        if (pid_) {
            readMemory();
            repeat(std::move(stop), kMemoryEvery, [this] { readMemory(); });
        }
    }

    void readMemory() {
        if (!pid_) {
            return;
        }
        if (memoryReads_++ % kMemoryReadsPerTreeWalk == 0) {
            tree_ = processTree(*pid_);
        }
        if (const auto resident = residentMemoryMb(std::span<const int>(tree_))) {
            memorySamples_.push_back({clock_.now(), "process", "rss_mb", *resident});
        }
    }

    void readServer() {
        if (targets_.fetchMetrics) {
            const auto page = targets_.fetchMetrics();
            readings_.push_back(
                readServerMetrics(page, targets_.names, clock_.now(), serverSamples_));
        }
    }

    const Clock& clock_;
    TelemetryTargets targets_;
    std::optional<int> pid_;
    int memoryReads_ = 0;
    std::vector<int> tree_;
    std::vector<TelemetrySample> memorySamples_;
    std::vector<TelemetrySample> serverSamples_;
    std::vector<ServerReading> readings_;
    std::jthread memoryThread_;
    std::jthread serverThread_;
};

TelemetryCollector::TelemetryCollector(const Clock& clock, TelemetryTargets targets)
    : impl_(std::make_unique<Impl>(clock, std::move(targets))) {}
TelemetryCollector::~TelemetryCollector() = default;
TelemetryCollector::Window TelemetryCollector::finish() {
    return impl_->finish();
}

}  // namespace sagebench
