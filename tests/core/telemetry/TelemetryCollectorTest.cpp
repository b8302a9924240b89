// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/TelemetryCollector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "ServerPages.h"
#include "telemetry/ProcessMemory.h"

namespace sagebench {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Field;
using ::testing::IsEmpty;

auto sampleOf(const std::string& source, const std::string& name) {
    return AllOf(Field(&TelemetrySample::source, source), Field(&TelemetrySample::name, name));
}

ServerMetricNames llamaNames() {
    ServerMetricNames names;
    names.prefixHits = {"llamacpp:prompt_tokens_cached_total"};
    names.prefixMisses = {"llamacpp:prompt_tokens_total"};
    names.running = {"llamacpp:requests_processing"};
    return names;
}

TEST(TelemetryCollector, readsTheServerAtBothEnds) {
    std::atomic<int> reads = 0;
    const SteadyClock clock;
    TelemetryTargets targets;
    targets.names = llamaNames();
    targets.fetchMetrics = [&] { return test::llamaPage(0, 100 * ++reads, 0, 0, 0, 0); };
    TelemetryCollector collector(clock, std::move(targets));
    EXPECT_EQ(reads, 1);
    const auto window = collector.finish();
    EXPECT_GE(reads, 2);
    EXPECT_EQ(window.engine.prefixHitRate, 0.0);
    EXPECT_THAT(window.samples,
                Contains(sampleOf("server", "llamacpp:prompt_tokens_total")).Times(reads.load()));
    EXPECT_EQ(window.memory, MemoryFigures());
}

TEST(TelemetryCollector, goesOnWithoutAPageThatIsNotThere) {
    const SteadyClock clock;
    TelemetryTargets targets;
    targets.names = llamaNames();
    targets.fetchMetrics = [] { return std::nullopt; };
    TelemetryCollector collector(clock, std::move(targets));
    const auto window = collector.finish();
    EXPECT_EQ(window.engine, EngineFigures());
    EXPECT_THAT(window.samples, IsEmpty());
}

TEST(TelemetryCollector, watchesNothingWhereThereIsNothing) {
    const SteadyClock clock;
    TelemetryCollector collector(clock, {});
    EXPECT_THAT(collector.finish().samples, IsEmpty());
}

#ifdef __linux__
/// Each look at it is a nanosecond later: as many looks, as many samples.
class CountingClock final : public Clock {
  public:
    Nanos now() const override { return Nanos(++looks_); }
    std::int64_t t0UnixNanos() const override { return 0; }
    std::int64_t looks() const { return looks_; }
    void waitForLooks(std::int64_t more) const {
        const std::int64_t until = looks_ + more;
        while (looks_ < until) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

  private:
    mutable std::atomic<std::int64_t> looks_{0};
};

TEST(TelemetryCollector, samplesMemoryWhileTheServerIsSlow) {
    const CountingClock clock;
    TelemetryTargets targets;
    targets.findProcess = [] { return std::optional(thisProcessId()); };
    std::atomic<int> reads = 0;
    std::atomic<bool> answer = false;
    targets.fetchMetrics = [&]() -> std::optional<std::string> {
        if (++reads == 2) {
            answer.wait(false);
        }
        return "";
    };
    TelemetryCollector collector(clock, std::move(targets));
    while (reads < 2) {
        clock.waitForLooks(1);
    }
    clock.waitForLooks(3);
    answer = true;
    answer.notify_all();
    const auto window = collector.finish();
    EXPECT_THAT(window.samples, Contains(sampleOf("process", "rss_mb")).Times(::testing::Ge(4)));
    EXPECT_GT(window.memory.avgMb, 1);
    EXPECT_GE(window.memory.peakMb, window.memory.avgMb);
    EXPECT_TRUE(std::is_sorted(window.samples.begin(), window.samples.end(),
                               [](const auto& a, const auto& b) { return a.at < b.at; }));
}
#endif

}  // namespace
}  // namespace sagebench
