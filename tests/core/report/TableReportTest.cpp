// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/TableReport.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "core/report/SampleRun.h"
#include "report/PlainText.h"
#include "support/Golden.h"

namespace sagebench {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t widestLine(const std::string& text) {
    std::istringstream in(text);
    std::size_t widest = 0;
    for (std::string line; std::getline(in, line);) {
        widest = std::max(widest, text::width(line));
    }
    return widest;
}

TEST(TableReport, isAsExpected) {
    const RunSummary summary = test::sampleRun().summary();
    test::expectGolden("core/report/golden/table-100.txt", tableReport(summary, {.width = 100}));
    test::expectGolden("core/report/golden/table-60-ascii.txt",
                       tableReport(summary, {.width = 60, .colour = false, .unicode = false}));
}

TEST(TableReport, showsIntervalsWhereTheyAreKnown) {
    RunSummary summary = test::sampleRun().summary();
    EXPECT_THAT(tableReport(summary, {}), Not(HasSubstr("95 % interval")));
    summary.workloads[0].ci95["p50_ttft_ms"] = {39.25, 40.5};
    EXPECT_THAT(tableReport(summary, {}), HasSubstr("39.25–40.50"));
    EXPECT_THAT(tableReport(summary, {}), HasSubstr("│ 95 % interval │    TTFT p50 │\n"));
    EXPECT_THAT(tableReport(summary, {.unicode = false}), HasSubstr("39.25-40.50"));
}

TEST(TableReport, fitsTheWidth) {
    RunSummary summary = test::sampleRun().summary();
    summary.workloads[0].name = std::string(64, 'x');
    for (const int width : {40, 60, 79, 80, 100, 132, 250}) {
        EXPECT_LE(widestLine(tableReport(summary, {.width = width})),
                  static_cast<std::size_t>(width));
    }
}

TEST(TableReport, usesOneBlockWhereThereIsRoom) {
    const std::string table = tableReport(test::sampleRun().summary(), {.width = 300});
    EXPECT_EQ(table.find("┌"), 0u);
    EXPECT_EQ(table.find("┌", 1), std::string::npos);
}

TEST(TableReport, withoutUnicodeIsPlainAscii) {
    RunSummary summary = test::sampleRun().summary();
    summary.workloads[0].name = std::string(64, 'x');
    const std::string table =
        tableReport(summary, {.width = 60, .colour = false, .unicode = false});
    EXPECT_TRUE(std::all_of(table.begin(), table.end(),
                            [](char c) { return c == '\n' || (c >= ' ' && c < 127); }));
}

TEST(TableReport, hasColourOnlyWhereAsked) {
    const RunSummary summary = test::sampleRun().summary();
    EXPECT_THAT(tableReport(summary, {}), Not(HasSubstr("\x1b")));
    const std::string coloured = tableReport(summary, {.width = 100, .colour = true});
    EXPECT_THAT(coloured, HasSubstr("client_limited\x1b[0m"));
    EXPECT_THAT(coloured, HasSubstr("\x1b[31m"));
}

TEST(TableReport, coloursDoNotMoveTheColumns) {
    const RunSummary summary = test::sampleRun().summary();
    std::string coloured = tableReport(summary, {.width = 80, .colour = true});
    for (std::size_t at; (at = coloured.find('\x1b')) != std::string::npos;) {
        coloured.erase(at, coloured.find('m', at) - at + 1);
    }
    EXPECT_EQ(coloured, tableReport(summary, {.width = 80}));
}

TEST(TableReport, aServersMessageCannotReachTheTerminalsControls) {
    RunSummary summary = test::sampleRun().summary();
    summary.workloads[1].firstErrors["protocol"] = {"\x1b]0;owned\x07"};
    EXPECT_THAT(tableReport(summary, {}), Not(HasSubstr("\x1b")));
}

TEST(TableReport, ofNothingHasOnlyItsNotices) {
    RunSummary begun;
    begun.incomplete = true;
    EXPECT_EQ(
        tableReport(begun, {.width = 200}),
        "notice: Incomplete: the run did not end; these are the figures of what it had written.\n");
}

}  // namespace
}  // namespace sagebench
