// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/Contract.h"

#include <gmock/gmock.h>

#include <fstream>

#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Contract, comparisonsHoldOrNotAtTheValueItself) {
    EXPECT_TRUE(holds(1, Comparison::Less, 2));
    EXPECT_FALSE(holds(2, Comparison::Less, 2));
    EXPECT_TRUE(holds(2, Comparison::LessOrEqual, 2));
    EXPECT_FALSE(holds(3, Comparison::LessOrEqual, 2));
    EXPECT_TRUE(holds(3, Comparison::Greater, 2));
    EXPECT_FALSE(holds(2, Comparison::Greater, 2));
    EXPECT_TRUE(holds(2, Comparison::GreaterOrEqual, 2));
    EXPECT_FALSE(holds(1, Comparison::GreaterOrEqual, 2));
}

TEST(Contract, theBuiltInOnesAreAsPromised) {
    using enum Comparison;
    EXPECT_THAT(selectContract("year1")->thresholds,
                ElementsAre(Threshold{"avg_ttft_ms", Less, 100}, Threshold{"avg_tbt_ms", Less, 20},
                            Threshold{"avg_tpot_ms", Less, 20},
                            Threshold{"avg_throughput_tps", Greater, 50},
                            Threshold{"error_rate", Less, 0.05},
                            Threshold{"peak_mem_mb", Less, 32768, false}));
    EXPECT_THAT(selectContract("year2")->thresholds,
                ElementsAre(Threshold{"avg_ttft_ms", Less, 50}, Threshold{"avg_tbt_ms", Less, 10},
                            Threshold{"avg_tpot_ms", Less, 10},
                            Threshold{"avg_throughput_tps", Greater, 100},
                            Threshold{"error_rate", Less, 0.02},
                            Threshold{"peak_mem_mb", Less, 24576, false},
                            Threshold{"prefix_hit_rate", Greater, 0.7}));
    EXPECT_THAT(selectContract("year3")->thresholds,
                ElementsAre(Threshold{"avg_ttft_ms", Less, 30}, Threshold{"avg_tbt_ms", Less, 5},
                            Threshold{"avg_tpot_ms", Less, 5},
                            Threshold{"avg_throughput_tps", Greater, 200},
                            Threshold{"error_rate", Less, 0.01},
                            Threshold{"peak_mem_mb", Less, 16384, false},
                            Threshold{"prefix_hit_rate", Greater, 0.85},
                            Threshold{"spec_accept_rate", Greater, 0.6}));
}

TEST(Contract, aFileHasANameAndThresholds) {
    const test::TemporaryFolder folder;
    std::ofstream(folder / "mine.json") << R"({"name": "mine", "thresholds": [
        {"metric": "p99_ttft_ms", "op": "<=", "value": 250},
        {"metric": "goodput_fraction", "op": ">=", "value": 0.95, "required": false}]})";
    const auto contract = selectContract((folder / "mine.json").string());
    ASSERT_TRUE(contract) << contract.error().message;
    EXPECT_EQ(contract->name, "mine");
    EXPECT_THAT(
        contract->thresholds,
        ElementsAre(Threshold{"p99_ttft_ms", Comparison::LessOrEqual, 250, true},
                    Threshold{"goodput_fraction", Comparison::GreaterOrEqual, 0.95, false}));
}

TEST(Contract, anUnknownNameIsAUsageError) {
    const auto contract = selectContract("yeer2");
    ASSERT_FALSE(contract);
    EXPECT_EQ(contract.error().kind, ErrorKind::Usage);
    EXPECT_THAT(contract.error().message, HasSubstr("did you mean year2?"));
    EXPECT_EQ(selectContract("./no/such/file.json").error().kind, ErrorKind::Input);
}

std::string errorOf(const std::string& text) {
    const auto contract = parseContract(text, "c.json");
    EXPECT_FALSE(contract) << text;
    EXPECT_EQ(contract.error().kind, ErrorKind::Input);
    return contract.error().message;
}

std::string errorOfThreshold(const std::string& threshold) {
    return errorOf("{\"name\": \"x\", \"thresholds\": [\n" + threshold + "]}");
}

TEST(Contract, aBadFileIsNamedWithLineAndKey) {
    EXPECT_EQ(errorOf("{\"thresholds\": []}"), "c.json:1: key \"name\" is missing");
    EXPECT_EQ(errorOf("{\"name\": \"x\"}"), "c.json:1: key \"thresholds\" is missing");
    EXPECT_THAT(errorOf("{\"name\": \"x\",\n\"thresholds\": []}"),
                HasSubstr("c.json:2: key \"thresholds\" must be a list with at least one"));
    EXPECT_EQ(errorOf("{\"name\": \"x\", \"thresholds\": 3,\n\"colour\": 1}"),
              "c.json:2: key \"colour\" is not known; known are name, thresholds");
    EXPECT_THAT(errorOf("{\"name\": 5, \"thresholds\": []}"), HasSubstr("key \"name\" must be"));
    EXPECT_THAT(errorOf("[]"), HasSubstr("c.json:1: an object was expected"));
    EXPECT_THAT(errorOf("{"), HasSubstr("c.json:1: not valid JSON"));
}

TEST(Contract, aBadThresholdIsNamedWithLineAndKey) {
    EXPECT_EQ(errorOfThreshold(R"({"op": "<", "value": 1})"),
              "c.json:2: key \"metric\" is missing");
    EXPECT_EQ(errorOfThreshold(R"({"metric": "avg_ttft_ms", "op": "=", "value": 1})"),
              "c.json:2: key \"op\" must be <, <=, > or >=, not \"=\"");
    EXPECT_THAT(errorOfThreshold(R"({"metric": "avg_ttft_ms", "op": "<", "value": "1"})"),
                HasSubstr("c.json:2: key \"value\" must be a number"));
    EXPECT_THAT(
        errorOfThreshold(R"({"metric": "avg_ttft_ms", "op": "<", "value": 1, "required": 1})"),
        HasSubstr("c.json:2: key \"required\" must be true or false"));
    EXPECT_THAT(errorOfThreshold(R"({"metric": "avg_ttft_ms", "op": "<", "value": 1, "unit": 1})"),
                HasSubstr("c.json:2: key \"unit\" is not known"));
    EXPECT_EQ(errorOfThreshold(R"({"metric": "avg_tftt_ms", "op": "<", "value": 1})"),
              "c.json:2: key \"metric\" has \"avg_tftt_ms\", which is no numeric key of "
              "<workload>_metrics.json; did you mean avg_ttft_ms?");
    EXPECT_THAT(errorOfThreshold(R"({"metric": "validity", "op": "<", "value": 1})"),
                HasSubstr("\"validity\", which is no numeric key"));
}

}  // namespace
}  // namespace sagebench
