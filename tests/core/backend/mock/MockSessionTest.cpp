// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ClosedLoop.h"

namespace sagebench {
namespace {

using test::ClosedLoop;
using test::openMock;
using test::promptOf;
using test::virtually;
using testing::HasSubstr;
using Where = EngineProcess::Where;

TEST(MockSession, saysWhatItIs) {
    const auto session = openMock({}).value();
    EXPECT_EQ(session->info().backend, "mock");
    EXPECT_EQ(session->info().name, "simulated engine");
    EXPECT_EQ(session->info().model, "mock");
    EXPECT_TRUE(session->info().simulated);
    EXPECT_EQ(session->maxWorkers(), 1);
    EXPECT_EQ(session->serverMetrics().has_value(), false);
    EXPECT_EQ(session->encode({}, {}), "");
}

TEST(MockSession, keepsTheModelsNameThatIsGiven) {
    SessionConfig config;
    config.options = OptionValues::resolve(mockBackend().describe(), {}).value();
    config.spec.model = "llama";
    EXPECT_EQ(mockBackend().open(config, {}).value()->info().model, "llama");
}

TEST(MockSession, theClockIsOfThePace) {
    EXPECT_FALSE(openMock({}).value()->clock().isVirtual());
    const auto session = openMock(virtually()).value();
    EXPECT_TRUE(session->clock().isVirtual());
    EXPECT_EQ(session->clock().now(), Nanos(0));
}

TEST(MockSession, inVirtualPaceNothingOfThisMachineIsMeasured) {
    EXPECT_EQ(openMock({}).value()->process().where, Where::ThisProcess);
    EXPECT_EQ(openMock(virtually()).value()->process().where, Where::Unknown);
}

TEST(MockSession, refusesAServersAddress) {
    SessionConfig config;
    config.options = OptionValues::resolve(mockBackend().describe(), {}).value();
    config.spec.baseUrl = "http://127.0.0.1:8000";
    const auto session = mockBackend().open(config, {});
    ASSERT_FALSE(session);
    EXPECT_EQ(session.error().kind, ErrorKind::Usage);
    EXPECT_THAT(session.error().message, HasSubstr("leave --base-url out"));
}

TEST(MockSession, hasOneWorker) {
    const auto session = openMock(virtually()).value();
    ClosedLoop loop(*session);
    EXPECT_FALSE(session->makeDriver(1, loop));
}

EngineFigures serveTwice(Session& session, bool freshEngine) {
    for (int round = 0; round < 2; ++round) {
        if (freshEngine) {
            session.beginWorkload();
        }
        session.beginWindow();
        ClosedLoop loop(session);
        loop.add(0, promptOf(1, 160), 10);
        loop.run(1);
    }
    return session.endWindow();
}

TEST(MockSession, aWorkloadStartsWithAFreshEngine) {
    EXPECT_EQ(serveTwice(*openMock(virtually()).value(), true).prefixHitRate, 0.0);
}

TEST(MockSession, aWindowKeepsTheCache) {
    EXPECT_EQ(serveTwice(*openMock(virtually()).value(), false).prefixHitRate, 1.0);
}

TEST(MockSession, tellsTheFiguresOfTheWindow) {
    const auto session = openMock(virtually({{"kv_bytes_per_token", "10"}})).value();
    const EngineFigures figures = serveTwice(*session, true);
    EXPECT_EQ(figures.kvUsedTokens, 170);
    EXPECT_EQ(figures.kvUsedBytes, 1700);
    EXPECT_EQ(figures.evictCount, 0);
    EXPECT_EQ(figures.evictUnit, "blocks");
    EXPECT_EQ(figures.evictMs, 0);
    EXPECT_EQ(figures.lateArrivals, 0);
    EXPECT_EQ(figures.specAcceptRate, std::nullopt);
    EXPECT_EQ(figures.preemptCount, std::nullopt);
}

}  // namespace
}  // namespace sagebench
