// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/MarkdownReport.h"

#include <gmock/gmock.h>

#include "core/report/SampleRun.h"
#include "report/JsonReport.h"
#include "report/MarkdownText.h"
#include "support/Golden.h"

namespace sagebench {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(MarkdownText, showsMarkupAsItIs) {
    EXPECT_EQ(markdown::plain("a|b *c* <d> [e](f) `g` \\h & ~i~"),
              "a\\|b \\*c\\* \\<d\\> \\[e\\](f) \\`g\\` \\\\h \\& \\~i\\~");
    EXPECT_EQ(markdown::plain("short_input _x_ a_"), "short_input \\_x\\_ a\\_");
    EXPECT_EQ(markdown::plain("two\nlines\r\n"), "two lines  ");
}

TEST(MarkdownText, codeHoldsBackticksAndBars) {
    EXPECT_EQ(markdown::codeCell("a|b"), "`a\\|b`");
    EXPECT_EQ(markdown::codeCell("a`b``c"), "``` a`b``c ```");
    EXPECT_EQ(markdown::block("sh", "echo '```'"), "````sh\necho '```'\n````\n");
}

TEST(MarkdownText, tablesAreAlignedInTheirSource) {
    markdown::Table table({"Name", "n"});
    table.row({"é", "1234"});
    table.row({"longer name", "5"});
    EXPECT_EQ(table.toString(),
              "| Name        |    n |\n"
              "| ----------- | ---: |\n"
              "| é           | 1234 |\n"
              "| longer name |    5 |\n");
}

TEST(MarkdownReport, tellsIntervalsBesideTheirFigures) {
    RunSummary summary = test::sampleRun().summary();
    EXPECT_THAT(markdownReport(summary), Not(HasSubstr("| 95 % interval")));
    summary.workloads[0].ttft.p50 = 40;
    summary.workloads[0].ci95["p50_ttft_ms"] = {39.25, 40.5};
    summary.workloads[0].requestThroughputRps = 12;
    summary.workloads[0].ci95["request_throughput_rps"] = {11.5, 12.25};
    const std::string report = markdownReport(summary);
    EXPECT_THAT(report, HasSubstr("40.00 (39.25–40.50)"));
    EXPECT_THAT(report, HasSubstr("12.0 (11.5–12.2)"));
}

TEST(MarkdownReport, ofAWholeRunIsAsExpected) {
    test::expectGolden("core/report/golden/REPORT.md", markdownReport(test::sampleRun().summary()));
}

TEST(MarkdownReport, warnsAtTheTopWhereTheRunIsNotValid) {
    RunSummary summary = test::sampleRun().summary();
    EXPECT_THAT(
        markdownReport(summary),
        StartsWith("# Benchmark report\n\n**NOT VALID: stress_test (client_limited).** The figures "
                   "below may be those of the client or its machine, not of the engine.\n\n"
                   "> **Read this first**\n>\n> - short_input is not valid (too_few_samples): 3 "
                   "requests succeeded"));
    EXPECT_THAT(markdownReport(summary), HasSubstr("\n### stress_test (client_limited)\n"));
    summary.workloads.pop_back();
    summary.run.plan.workloads.pop_back();
    EXPECT_THAT(markdownReport(summary),
                StartsWith("# Benchmark report\n\n> **Read this first**\n>\n> - short_input is"));
    summary.workloads[0].validity = {};
    EXPECT_THAT(markdownReport(summary), StartsWith("# Benchmark report\n\n## What was run\n"));
}

TEST(MarkdownReport, nothingThatAServerSaysBecomesMarkup) {
    const std::string report = markdownReport(test::sampleRun().summary());
    EXPECT_THAT(report, HasSubstr("line 3 \\| \\<b\\>not\\</b\\> JSON: {\"choices\": \\*oops\\*"));
    EXPECT_THAT(report, HasSubstr("tiny_q8 \\<test\\>"));
    EXPECT_THAT(report, Not(HasSubstr("<b>")));
}

TEST(MarkdownReport, ofAFirstContractFileSaysWhatIsUnknown) {
    const auto summary = parseSummary(
        R"({"workloads": {"short_input": {"avg_ttft_ms": 12.5, "total_requests": 5}}})",
        "old.json");
    const std::string report = markdownReport(*summary);
    EXPECT_THAT(report, Not(HasSubstr("What was run")));
    EXPECT_THAT(report, HasSubstr("12.50"));
    EXPECT_THAT(report, HasSubstr("n/a"));
}

TEST(MarkdownReport, ofNothingIsStillAReport) {
    RunSummary begun;
    begun.run = test::sampleRun().info;
    begun.incomplete = true;
    const std::string report = markdownReport(begun);
    EXPECT_THAT(report, HasSubstr("Not measured, though planned: short_input, stress_test."));
    EXPECT_THAT(report, HasSubstr("There is too little to draw from."));
}

}  // namespace
}  // namespace sagebench
