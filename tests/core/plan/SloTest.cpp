// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/Slo.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Slo> slosOf(std::string_view text) {
    const auto slos = parseSlos(text);
    EXPECT_TRUE(slos) << slos.error().message;
    return slos.value_or(std::vector<Slo>());
}

std::string errorOf(std::string_view text) {
    const auto slos = parseSlos(text);
    EXPECT_FALSE(slos) << text;
    EXPECT_EQ(slos.error().kind, ErrorKind::Usage);
    return slos.error().message;
}

TEST(Slo, aListHasLimitsOnEachRequestAndOnPercentiles) {
    EXPECT_THAT(slosOf("ttft=200ms,tpot=30ms,p95:ttft=300ms,p99.9:e2el=5s"),
                ElementsAre(Slo{SloMetric::Ttft, 200ms, {}}, Slo{SloMetric::Tpot, 30ms, {}},
                            Slo{SloMetric::Ttft, 300ms, 95}, Slo{SloMetric::E2el, 5s, 99.9}));
}

TEST(Slo, everyLatencyHasAName) {
    EXPECT_THAT(slosOf("tbt=1s,ttft_scheduled=1s,e2el_scheduled=1s,p50:itl=1s,p50:icl=1s,"
                       "p100:send_lag=1s"),
                ElementsAre(Slo{SloMetric::Tbt, 1s, {}}, Slo{SloMetric::TtftScheduled, 1s, {}},
                            Slo{SloMetric::E2elScheduled, 1s, {}}, Slo{SloMetric::Itl, 1s, 50},
                            Slo{SloMetric::Icl, 1s, 50}, Slo{SloMetric::SendLag, 1s, 100}));
}

TEST(Slo, aLimitNeedsItsUnit) {
    EXPECT_EQ(slosOf("e2el=0.25s").at(0).limit, 250ms);
    EXPECT_THAT(errorOf("ttft=200"), HasSubstr("\"200\" needs a unit, 200ms or 200s"));
    EXPECT_THAT(errorOf("p99:tpot=0.05"), HasSubstr("\"0.05\" needs a unit"));
}

TEST(Slo, theTextIsReadBack) {
    for (const char* text : {"ttft=200ms", "p95:ttft=300ms", "p99.9:e2el=5s", "tpot=1.5ms",
                             "p50:send_lag=250us", "e2el_scheduled=2m"}) {
        EXPECT_EQ(toText(slosOf(text).at(0)), text);
    }
}

TEST(Slo, saysWhatIsWrong) {
    EXPECT_EQ(errorOf("ttft=200ms,tpot"),
              "\"tpot\": a latency and its limit were expected (as in ttft=200ms for each request, "
              "or p95:ttft=300ms for the run)");
    EXPECT_THAT(errorOf("tfft=200ms"), HasSubstr("\"tfft\" is no latency; did you mean ttft?"));
    EXPECT_THAT(errorOf("speed=1s"), AllOf(HasSubstr("known are ttft, tpot, tbt, itl, icl, e2el, "
                                                     "ttft_scheduled, e2el_scheduled, send_lag")));
    EXPECT_THAT(errorOf("ttft=fast"), HasSubstr("\"fast\" is no time above 0"));
    EXPECT_THAT(errorOf("ttft=0"), HasSubstr("\"0\" is no time above 0"));
    EXPECT_THAT(errorOf("ttft=-1ms"), HasSubstr("\"-1ms\" is no time above 0"));
    EXPECT_THAT(errorOf("p0:ttft=1s"), HasSubstr("\"p0\" is no percentile"));
    EXPECT_THAT(errorOf("p101:ttft=1s"), HasSubstr("\"p101\" is no percentile"));
    EXPECT_THAT(errorOf("95:ttft=1s"), HasSubstr("\"95\" is no percentile"));
    EXPECT_THAT(errorOf(""), HasSubstr("were expected"));
    EXPECT_THAT(errorOf("ttft=1s,"), HasSubstr("were expected"));
}

TEST(Slo, whatNoSingleRequestHasNeedsAPercentile) {
    for (const std::string name : {"itl", "icl", "send_lag"}) {
        EXPECT_THAT(errorOf(name + "=5ms"), HasSubstr("give a percentile (p99:" + name + "=…)"));
    }
}

TEST(Slo, theSameLimitTwiceIsAnError) {
    EXPECT_THAT(errorOf("ttft=1s,ttft=2s"), HasSubstr("\"ttft=2s\": the same limit stands twice"));
    EXPECT_THAT(errorOf("p95:ttft=1s,p95.0:ttft=2s"), HasSubstr("twice"));
    EXPECT_EQ(slosOf("ttft=1s,p95:ttft=1s,p99:ttft=1s").size(), 3u);
    std::vector<Slo> earlier = slosOf("ttft=1s");
    EXPECT_FALSE(addSlos(earlier, "ttft=2s"));
}

}  // namespace
}  // namespace sagebench
