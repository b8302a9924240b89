// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ClientErrorText.h"

#include <gmock/gmock.h>

#include "core/report/SampleRun.h"
#include "report/JsonReport.h"
#include "report/MarkdownReport.h"
#include "report/TableReport.h"
#include "support/JsonSchema.h"

namespace sagebench {
namespace {

using testing::HasSubstr;
using testing::Not;

CalibrationPoint point() {
    CalibrationPoint out;
    out.load = "1000 requests, all at once";
    out.measuredAt = 1'769'860'800;  // 2026-01-31
    out.strain = {1000, 64'000};
    out.errors.ttft = ErrorSpread{1000, 0.12, 0, 0.1, 0.214, 0.4, 0.214};
    out.errors.itl = ErrorSpread{63'000, 0, -0.02, 0, 0.011, 0.02, 0.0123};
    out.matched = 1000;
    out.verdict = "valid";
    return out;
}

TEST(ClientErrorText, tellsTheErrorAtThisLoad) {
    EXPECT_EQ(text::clientErrorText({ClientError::Known::Here, {900, 60'000}, point()}),
              "measurement error of this client at this load: TTFT +0.21 ms, ITL ±0.012 ms at p99 "
              "(calibrated 2026-01-31 with 1,000 in flight and 64,000 events/s)");
}

TEST(ClientErrorText, tellsWhatSpeaksAgainstTheCalibration) {
    CalibrationPoint doubtful = point();
    doubtful.matched = 20;
    doubtful.unmatched = 1;
    doubtful.verdict = "client_limited";
    EXPECT_THAT(text::clientErrorText({ClientError::Known::Here, {900, 60'000}, doubtful}),
                HasSubstr("64,000 events/s, 20 requests, 1 more could not be compared, "
                          "client_limited)"));
}

TEST(ClientErrorText, tellsHowFarTheCalibrationReaches) {
    EXPECT_EQ(text::clientErrorText({ClientError::Known::Below, {2000, 90'000}, point()}),
              "this client is calibrated up to 1,000 in flight and 64,000 events/s only, the load "
              "was 2,000 in flight and 90,000 events/s (calibrate at this load with the server's "
              "pace: `--first-token`, `--token-gap`); there: TTFT +0.21 ms, ITL ±0.012 ms at p99");
}

TEST(ClientErrorText, saysWhatToDoWhereNothingIsKnown) {
    EXPECT_EQ(text::clientErrorText({}),
              "this client is not calibrated at this load (run `sagellm-benchmark calibrate`)");
    EXPECT_THAT(text::clientErrorText({.known = ClientError::Known::NotTls}), HasSubstr("TLS"));
}

TEST(ClientErrorText, isAsFineAsItMatters) {
    EXPECT_EQ(text::signedMs(12.34), "+12.3");
    EXPECT_EQ(text::signedMs(-0.2149), "-0.21");
    EXPECT_EQ(text::signedMs(0.0041), "+0.004");
    EXPECT_EQ(text::signedMs(-0.0001), "0.000");
    EXPECT_EQ(text::measurableText({97'000, true, 0}), "at least 97,000 events/s");
}

/// The sample run, calibrated.
RunSummary calibratedRun() {
    RunSummary summary = test::sampleRun().summary();
    summary.run.calibration = Calibration{{point()}, MeasurableRate{64'000, true, 1}, {}, false};
    summary.workloads[0].clientError = clientErrorAt(
        {*summary.workloads[0].peakInFlight, *summary.workloads[0].peakEventsPerSecond},
        *summary.run.calibration);
    return summary;
}

TEST(ClientErrorText, standsInEveryReport) {
    const RunSummary summary = calibratedRun();
    EXPECT_THAT(markdownReport(summary),
                HasSubstr("Measurement error of this client at this load: TTFT +0.21 ms"));
    EXPECT_THAT(tableReport(summary, {.width = 200, .colour = false, .unicode = false}),
                HasSubstr("client: short_input: measurement error of this client at this load"));
    EXPECT_EQ(test::validateAgainst("summary", summaryJson(summary)), "");
}

TEST(ClientErrorText, isReadBackFromTheSummary) {
    const RunSummary summary = calibratedRun();
    const auto read = parseSummary(summaryJson(summary), "x");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->run.calibration, summary.run.calibration);
    EXPECT_EQ(read->workloads[0].clientError, summary.workloads[0].clientError);
    EXPECT_EQ(read->workloads[1].clientError, std::nullopt);
}

TEST(ClientErrorText, nothingIsSaidOfAnEngineInThisProcess) {
    const std::string table = tableReport(test::sampleRun().summary(), {});
    EXPECT_THAT(table, Not(HasSubstr("calibrat")));
}

}  // namespace
}  // namespace sagebench
