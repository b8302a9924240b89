// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CalibrationReport.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "support/JsonSchema.h"

namespace sagebench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const TableStyle kPlain{.width = 100, .colour = false, .unicode = false};

CalibrationStepResult step(std::optional<int> streams, double ttftMs) {
    CalibrationStepResult out;
    out.label = streams ? "search-" + std::to_string(*streams) : "burst-1000";
    out.streams = streams;
    out.point.load = "1000 requests, all at once";
    out.point.measuredAt = 1'769'860'800;
    out.point.strain = {1000, 64'000};
    out.point.errors.ttft = ErrorSpread{1000, 0.125, -0.002, 0.1, ttftMs, 0.5, ttftMs};
    out.point.errors.itl = ErrorSpread{63'000, 0, -0.25, 0, 0.02, 0.25, 0.03};
    out.point.matched = 999;
    out.point.unmatched = 1;
    out.point.verdict = "valid";
    out.within1Ms = ttftMs <= 1;
    out.serverLate = fromMs(0.25);
    return out;
}

CalibrationOutcome outcome() {
    CalibrationOutcome out;
    out.spec.search = true;
    out.steps = {step({}, 0.3), step(125, 0.4), step(250, 2.5)};
    out.steps[2].point.verdict = "client_limited";
    out.steps[2].point.unmatched = 0;
    out.steps[2].reasons = {"requests were sent late"};
    out.entry.toolVersion = "0.1.0";
    out.entry.measuredAt = 1'769'860'800;
    out.entry.points = pointsOf(out.steps);
    out.entry.within1Ms = measurableRate(out.steps, false);
    return out;
}

TEST(CalibrationTable, hasTheErrorsOfTheFirstLoadAndTheSearch) {
    const std::string table = calibrationTable(outcome(), kPlain);
    EXPECT_THAT(table, AllOf(HasSubstr("1000 requests, all at once; the reference server sent the "
                                       "first token after 50ms, then one each 10ms"),
                             HasSubstr("| TTFT            |    1,000 | +0.12 | +0.10 |  +0.30 | "
                                       "+0.50 | -0.002 |"),
                             HasSubstr("| E2EL            |      n/a |   n/a |")));
    EXPECT_THAT(table, AllOf(HasSubstr("999 of 1,000 requests compared; 64,000 events/s"),
                             HasSubstr("| 250     |   64,000 |          2.500 |"),
                             HasSubstr("search-250 is client_limited: requests were sent late."),
                             HasSubstr("This machine measures up to 64,000 events/s within 1 ms")));
}

TEST(CalibrationTable, saysAtLeastWhereTheClientWasNotTheEnd) {
    CalibrationOutcome all = outcome();
    all.entry.within1Ms->atLeast = true;
    all.searchNote = "the reference server could not keep its pace any more";
    EXPECT_THAT(searchSentence(all),
                HasSubstr("measures at least 64,000 events/s within 1 ms (p99 of the error of TTFT "
                          "and of token gaps): the reference server could not"));
}

TEST(CalibrationTable, saysWhenNothingWasWithin1Ms) {
    CalibrationOutcome none = outcome();
    none.entry.within1Ms.reset();
    EXPECT_THAT(searchSentence(none), HasSubstr("Not even the lowest load"));
    none.interrupted = true;
    EXPECT_EQ(searchSentence(none), "");
    EXPECT_THAT(calibrationTable(none, kPlain), HasSubstr("Interrupted"));
}

TEST(CalibrationTable, isEmptyWhenNothingWasMeasured) {
    EXPECT_EQ(calibrationTable(CalibrationOutcome{}, kPlain), "");
}

TEST(CalibrationJson, followsItsSchema) {
    EXPECT_EQ(test::validateAgainst("calibration", calibrationJson(outcome())), "");
    CalibrationOutcome failed;
    failed.failure = Error{ErrorKind::Run, "no server"};
    EXPECT_EQ(test::validateAgainst("calibration", calibrationJson(failed)), "");
    const auto json = nlohmann::json::parse(calibrationJson(outcome()));
    EXPECT_EQ(json["steps"][1]["streams"], 125);
    EXPECT_EQ(json["steps"][1]["point"]["errors"]["ttft"]["p99_ms"], 0.4);
    EXPECT_EQ(json["within_1ms"]["events_per_s"], 64'000);
}

TEST(CalibrationJson, saysNullOfAMachineThatIsNotKnown) {
    CalibrationOutcome known = outcome();
    known.entry.machine.cpu = "a processor";
    known.entry.machine.cores = 2;
    const auto machine = nlohmann::json::parse(calibrationJson(known))["machine"];
    EXPECT_EQ(machine["cpu"], "a processor");
    EXPECT_EQ(machine["cores"], 2);
    EXPECT_TRUE(machine["kernel"].is_null()) << machine.dump();
}

}  // namespace
}  // namespace sagebench
