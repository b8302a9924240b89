// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Analysis.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

WorkloadMetrics withTtft(double p50, double p99, std::uint64_t peakInFlight) {
    WorkloadMetrics m;
    m.ttft.count = 10;
    m.ttft.p50 = p50;
    m.ttft.p99 = p99;
    m.meanInFlight = 7.25;
    m.peakInFlight = peakInFlight;
    return m;
}

TEST(Analysis, saysNothingWhereNothingIsKnown) {
    EXPECT_THAT(analyse(WorkloadMetrics{}), IsEmpty());
}

TEST(Analysis, aTailUnderLoadIsAQueue) {
    EXPECT_THAT(
        analyse(withTtft(100, 450, 10)),
        ElementsAre("First tokens wait in a queue: TTFT p99 (450.00 ms) is 4.5× its median (100.00 "
                    "ms), with 7.2 requests in flight on average and 10 at the peak."));
}

TEST(Analysis, aTailWithoutLoadIsNot) {
    EXPECT_THAT(analyse(withTtft(100, 200, 1)),
                ElementsAre(HasSubstr("long tail though requests ran one after another")));
}

TEST(Analysis, anEvenTtftIsToldToo) {
    EXPECT_THAT(analyse(withTtft(100, 199, 10)),
                ElementsAre("TTFT is even: its p99 is 2.0× its median."));
}

TEST(Analysis, oneSampleHasNoTail) {
    WorkloadMetrics m = withTtft(100, 100, 1);
    m.ttft.count = 1;
    EXPECT_THAT(analyse(m), IsEmpty());
}

TEST(Analysis, splitsTheTimeOfARequest) {
    WorkloadMetrics m;
    m.ttft.avg = 50;
    m.e2el.avg = 200;
    EXPECT_THAT(analyse(m),
                ElementsAre("Of an average request's 200.00 ms, 25.0 % went by before the first "
                            "token (queue and prefill) and 75.0 % while tokens came (decode)."));
}

TEST(Analysis, tellsWhatTheCachesDid) {
    WorkloadMetrics m;
    m.engine = {.kvUsedTokens = {},
                .kvUsedBytes = {},
                .prefixHitRate = 0.25,
                .evictCount = 1200,
                .evictUnit = "blocks",
                .evictMs = 6,
                .preemptCount = 3,
                .specAcceptRate = 0.5,
                .meanRunning = {},
                .lateArrivals = {},
                .prefillTps = {},
                .decodeTps = {},
                .modelLoadMs = {}};
    EXPECT_THAT(
        analyse(m),
        ElementsAre(
            "The KV cache was full: 1,200 blocks were dropped to make room, which took 6.00 ms.",
            HasSubstr("preempted requests 3 times"), HasSubstr("25.0 % of the prompt tokens"),
            "Of the speculated tokens, 50.0 % were accepted."));
    m.engine = EngineFigures{};
    m.engine.evictCount = 0;
    EXPECT_THAT(analyse(m), IsEmpty());
}

TEST(Analysis, tellsOfGroupsAndUnevenTokens) {
    WorkloadMetrics m;
    m.coalescedFraction = 0.4;
    m.itl.p50 = 10;
    m.itl.p99 = 45;
    EXPECT_THAT(analyse(m), ElementsAre(HasSubstr("ITL p99 (45.00 ms) is 4.5× its median"),
                                        HasSubstr("40.0 % of the chunks arrived together")));
    m.coalescedFraction = 0.1;
    m.itl.p99 = 29;
    EXPECT_THAT(analyse(m), IsEmpty());
}

TEST(Analysis, tellsHowManyFailed) {
    WorkloadMetrics m;
    m.totalRequests = 10;
    m.failedRequests = 4;
    m.errorRate = 0.4;
    EXPECT_THAT(analyse(m), ElementsAre(HasSubstr("4 of 10 requests failed (40.0 %)")));
}

WorkloadMetrics loaded(const char* name, double inFlight, double tps, double tpot, double ttft) {
    WorkloadMetrics m;
    m.name = name;
    m.meanInFlight = inFlight;
    m.outputThroughputTps = tps;
    m.tpot.p50 = tpot;
    m.ttft.p50 = ttft;
    return m;
}

TEST(CompareLoads, setsTheMostLoadedAgainstTheLeast) {
    const auto sentences =
        compareLoads({loaded("short_input", 1, 100, 10, 50), loaded("long_input", 1.1, 1, 1, 1),
                      loaded("stress_test", 9, 400, 20, 400)});
    EXPECT_THAT(sentences,
                ElementsAre(HasSubstr(
                    "With 9.0 requests in flight on average (stress_test) instead of 1.0 "
                    "(short_input): output tokens/s 4.0×, median TPOT 2.0×, median TTFT 8.0×")));
}

TEST(CompareLoads, saysWhereTheTwoAskForOtherLengths) {
    auto low = loaded("a", 1, 100, 10, 50);
    auto high = loaded("b", 9, 400, 20, 400);
    EXPECT_THAT(compareLoads({low, high}), ElementsAre(Not(HasSubstr("other lengths"))));
    low.avgPromptTokensAsked = 128;
    high.avgPromptTokensAsked = 256;
    EXPECT_THAT(compareLoads({low, high}),
                ElementsAre(HasSubstr("The two also ask for other lengths.")));
}

TEST(CompareLoads, needsTwoLoadsThatDiffer) {
    EXPECT_THAT(compareLoads({}), IsEmpty());
    EXPECT_THAT(compareLoads({loaded("a", 9, 1, 1, 1)}), IsEmpty());
    EXPECT_THAT(compareLoads({loaded("a", 1, 1, 1, 1), loaded("b", 1.4, 1, 1, 1)}), IsEmpty());
    EXPECT_THAT(compareLoads({WorkloadMetrics{}, loaded("b", 5, 1, 1, 1)}), IsEmpty());
}

TEST(CompareLoads, saysWhatItDoesNotKnow) {
    auto high = loaded("b", 4, 400, 20, 400);
    high.outputThroughputTps.reset();
    EXPECT_THAT(compareLoads({loaded("a", 1, 100, 10, 50), high}),
                Contains(HasSubstr("output tokens/s n/a")));
}

}  // namespace
}  // namespace sagebench
