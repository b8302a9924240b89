// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/PrometheusText.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

PrometheusPage page(std::string_view text) {
    return PrometheusPage::parse(text);
}

TEST(PrometheusText, readsAPlainValue) {
    const auto p = page("# HELP x What it is.\n# TYPE x gauge\nx 2.5\n");
    EXPECT_EQ(p.sum("x"), 2.5);
    EXPECT_EQ(p.sum("y"), std::nullopt);
}

TEST(PrometheusText, addsUpLabelSetsOrTakesTheirMean) {
    const auto p = page("x{engine=\"0\"} 1\nx{engine=\"1\",model_name=\"a b\"} 4\n");
    EXPECT_EQ(p.sum("x"), 5);
    EXPECT_EQ(p.mean("x"), 2.5);
}

TEST(PrometheusText, labelValuesMayHoldAnything) {
    const auto p = page(R"(x{m="a}\" b{",n="\\"} 3 1700000000000)"
                        "\r\n");
    EXPECT_EQ(p.sum("x"), 3);
}

TEST(PrometheusText, whatIsNotFiniteIsNotThere) {
    const auto p = page("a NaN\nb +Inf\nc -Inf\nd{e=\"0\"} NaN\nd{e=\"1\"} 7\nf 1e3\ng +2\n");
    EXPECT_EQ(p.sum("a"), std::nullopt);
    EXPECT_EQ(p.sum("b"), std::nullopt);
    EXPECT_EQ(p.sum("c"), std::nullopt);
    EXPECT_EQ(p.mean("d"), 7);
    EXPECT_EQ(p.sum("f"), 1000);
    EXPECT_EQ(p.sum("g"), 2);
}

TEST(PrometheusText, leavesOutLinesThatMakeNoSense) {
    const auto p = page("\n   \nx\nx{a=\"1\" 5\nx five\n{} 1\n#\n# EOF\ny 1");
    EXPECT_EQ(p.sum("x"), std::nullopt);
    EXPECT_EQ(p.sum("y"), 1);
}

TEST(PrometheusText, aCounterStandsWithOrWithoutTotal) {
    const auto p = page("a_total 1\nb 2\n");
    EXPECT_EQ(p.counter("a"), 1);
    EXPECT_EQ(p.counter("a_total"), 1);
    EXPECT_EQ(p.counter("b"), 2);
    EXPECT_EQ(p.counter("b_total"), 2);
    EXPECT_EQ(p.counter("c"), std::nullopt);
}

TEST(PrometheusText, aCounterThatNothingWasCountedWithIsZero) {
    EXPECT_EQ(page("# TYPE hits_total counter\n").counter("hits"), 0);
    EXPECT_EQ(page("# TYPE hits counter\n").counter("hits_total"), 0);
    EXPECT_EQ(page("# TYPE hits gauge\n").counter("hits"), std::nullopt);
}

TEST(PrometheusText, aGaugeIsNoCounter) {
    const auto p = page("# TYPE retracted gauge\nretracted 3\n");
    EXPECT_EQ(p.counter("retracted"), std::nullopt);
    EXPECT_EQ(p.sum("retracted"), 3);
}

}  // namespace
}  // namespace sagebench
