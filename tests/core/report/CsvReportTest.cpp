// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/CsvReport.h"

#include <gmock/gmock.h>

#include "core/report/SampleRun.h"
#include "support/Golden.h"

namespace sagebench {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(CsvReport, isAsExpected) {
    test::expectGolden("core/report/golden/benchmark_summary.csv",
                       csvReport(test::sampleRun().summary()));
}

TEST(CsvReport, hasTheKeysOfTheMetricsAsHeader) {
    const std::string csv = csvReport({});
    EXPECT_THAT(csv, StartsWith("workload,avg_ttft_ms,p50_ttft_ms,p95_ttft_ms,"));
    EXPECT_THAT(csv, HasSubstr(",validity,"));
    EXPECT_THAT(csv, Not(HasSubstr("errors_by_category")));
    EXPECT_THAT(csv, Not(HasSubstr("warnings")));
    EXPECT_EQ(csv.find("\r\n"), csv.size() - 2);
}

TEST(CsvReport, unknownIsAnEmptyCellAndTextIsQuotedWhereItMustBe) {
    RunSummary summary;
    WorkloadMetrics m;
    m.name = "a \"b\", c";
    m.ttft.avg = 12.5;
    summary.workloads = {m};
    EXPECT_THAT(csvReport(summary), HasSubstr("\r\n\"a \"\"b\"\", c\",12.5,,,"));
}

TEST(CsvReport, everyRowHasAsManyCellsAsTheHeader) {
    const std::string csv = csvReport(test::sampleRun().summary());
    std::vector<long> commas;
    for (std::size_t at = 0; at < csv.size();) {
        const std::size_t end = csv.find("\r\n", at);
        const auto line = csv.substr(at, end - at);
        // The one text with a comma in it is the percentile method's name, and it has none.
        commas.push_back(std::count(line.begin(), line.end(), ','));
        at = end + 2;
    }
    EXPECT_THAT(commas, testing::SizeIs(3));
    EXPECT_THAT(commas, testing::Each(commas.front()));
}

}  // namespace
}  // namespace sagebench
