// SPDX-License-Identifier: GPL-3.0-or-later
// Each traffic option against an engine whose truth is known: 100 ms to the first token, 10 ms for
// each further one, eight at a time, nothing for prompts.
#include <gmock/gmock.h>

#include <fstream>

#include "CliSupport.h"

namespace sagebench::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

class Traffic : public testing::Test {
  protected:
    /// Runs the mock in virtual time and keeps its records and figures.
    void run(std::vector<std::string> more, std::string name = "short_input") {
        std::vector<std::string> arguments = {"--workload",       "short",
                                              "--backend-option", "slots=8",
                                              "--backend-option", "ttft_ms=100",
                                              "--backend-option", "tbt_ms=10",
                                              "--backend-option", "prefill_us_per_token=0",
                                              "--backend-option", "evict_us_per_block=0"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const ProcessEnd end = sagebench(virtualRun(folder_.path(), arguments));
        ASSERT_EQ(end.exitCode, 0) << end.err;
        figures_ = jsonOf(folder_.path() / (name + "_metrics.json"));
        records_.clear();
        std::ifstream journal(folder_.path() / (name + "_requests.jsonl"));
        for (std::string line; std::getline(journal, line);) {
            records_.push_back(json::parse(line));
        }
    }
    std::vector<double> scheduledMs() const {
        std::vector<double> times;
        for (const json& record : records_) {
            times.push_back(record["scheduled_ns"].get<double>() / 1e6);
        }
        return times;
    }
    std::ptrdiff_t count(const char* key, const json& value) const {
        return std::ranges::count_if(records_, [&](const json& r) { return r[key] == value; });
    }

    TemporaryFolder folder_;
    json figures_;
    std::vector<json> records_;
};

TEST_F(Traffic, constantArrivalsComeAtEqualTimes) {
    run({"--arrival", "constant", "--request-rate", "4", "--num-requests", "5"});
    EXPECT_EQ(scheduledMs(), (std::vector<double>{0, 250, 500, 750, 1000}));
}

TEST_F(Traffic, durationEndsTheLoad) {
    run({"--arrival", "constant", "--request-rate", "20", "--duration", "2s"});
    EXPECT_EQ(figures_["total_requests"], 40);
    run({"--concurrency", "2", "--duration", "2s", "--output-tokens", "11"});  // 200 ms each
    EXPECT_EQ(figures_["total_requests"], 20);
}

TEST_F(Traffic, poissonArrivalsHaveTheirRateAndRepeatWithTheirSeed) {
    run({"--arrival", "poisson", "--request-rate", "50", "--num-requests", "2000",
         "--output-tokens", "1"});
    EXPECT_NEAR(scheduledMs().back() / 2000, 20, 1.5);
    const auto first = scheduledMs();
    run({"--request-rate", "50", "--num-requests", "2000", "--output-tokens", "1"});
    EXPECT_EQ(scheduledMs(), first);
}

TEST_F(Traffic, gammaArrivalsAreBursty) {
    const auto variation = [this](const char* burstiness) {
        run({"--arrival", "gamma", "--burstiness", burstiness, "--request-rate", "50",
             "--num-requests", "2000", "--output-tokens", "1"});
        const auto times = scheduledMs();
        double sum = 0;
        double squares = 0;
        for (std::size_t i = 1; i < times.size(); ++i) {
            const double gap = times[i] - times[i - 1];
            sum += gap;
            squares += gap * gap;
        }
        const double mean = sum / 1999;
        return std::sqrt(squares / 1999 - mean * mean) / mean;
    };
    EXPECT_NEAR(variation("0.25"), 2, 0.3);
    EXPECT_NEAR(variation("4"), 0.5, 0.05);
}

TEST_F(Traffic, burstsComeTogether) {
    run({"--arrival", "constant", "--request-rate", "4", "--burst-every", "1s", "--num-requests",
         "8"});
    EXPECT_EQ(scheduledMs(), (std::vector<double>{0, 0, 0, 0, 1000, 1000, 1000, 1000}));
}

TEST_F(Traffic, rampsMoveTheRate) {
    run({"--arrival", "constant", "--ramp", "steps:1,10:2s", "--num-requests", "5"});
    EXPECT_EQ(scheduledMs(), (std::vector<double>{0, 1000, 2000, 2100, 2200}));
}

TEST_F(Traffic, rampsMoveTheConcurrency) {
    run({"--ramp", "linear:1-3:1s", "--num-requests", "6", "--output-tokens",
         "41"});  // 500 ms each
    EXPECT_EQ(scheduledMs(), (std::vector<double>{0, 500, 500, 1000, 1000, 1000}));
}

TEST_F(Traffic, aCapIsSeenInTheScheduledLatencies) {
    run({"--arrival", "constant", "--request-rate", "20", "--max-in-flight", "1", "--num-requests",
         "3", "--output-tokens", "1"});
    EXPECT_DOUBLE_EQ(figures_["max_ttft_ms"], 100);
    EXPECT_DOUBLE_EQ(figures_["max_ttft_scheduled_ms"], 200);  // due at 100 ms, sent at 200
    EXPECT_EQ(figures_["peak_in_flight"], 1);
}

TEST_F(Traffic, warmUpAndCoolDownAreInNoFigure) {
    run({"--arrival", "constant", "--request-rate", "10", "--warmup", "1s", "--duration", "3s",
         "--cooldown", "2s", "--output-tokens", "1"});
    EXPECT_EQ(figures_["total_requests"], 30);
    EXPECT_EQ(count("phase", "warmup"), 10);
    EXPECT_EQ(count("phase", "cooldown"), 20);
    run({"--warmup", "3"});
    EXPECT_EQ(count("phase", "warmup"), 3);
    EXPECT_EQ(figures_["total_requests"], 5);
}

TEST_F(Traffic, graceCutsLateAnswersOffAndTheyAreNoFailures) {
    run({"--arrival", "constant", "--request-rate", "10", "--duration", "1s", "--grace", "0.55s",
         "--output-tokens", "101"});                // 1.1 s each
    EXPECT_EQ(figures_["successful_requests"], 5);  // begun before 0.45 s
    EXPECT_EQ(figures_["failed_requests"], 0);
    EXPECT_EQ(figures_["cancelled_requests"], 5);
}

TEST_F(Traffic, thinkTimeSpacesRequestsOfASlot) {
    run({"--think-time", "900ms", "--num-requests", "3", "--output-tokens", "1"});
    EXPECT_EQ(scheduledMs(), (std::vector<double>{0, 1000, 2000}));
}

TEST_F(Traffic, lengthsComeFromTheirDistributions) {
    run({"--input-tokens", "uniform:10-20", "--output-tokens", "list:3,5", "--num-requests", "50"});
    for (const json& record : records_) {
        EXPECT_GE(record["prompt_tokens"], 10);
        EXPECT_LE(record["prompt_tokens"], 20);
        EXPECT_EQ(record["prompt_tokens"], record["prompt_tokens_asked"]);
        EXPECT_TRUE(record["output_tokens"] == 3 || record["output_tokens"] == 5);
    }
    EXPECT_GT(count("output_tokens", 3), 10);
    EXPECT_GT(count("output_tokens", 5), 10);
}

TEST_F(Traffic, contradictionsAreBadUsage) {
    const auto complaint = [this](std::vector<std::string> more) {
        const ProcessEnd end = sagebench(virtualRun(folder_.path(), std::move(more)));
        EXPECT_EQ(end.exitCode, 2) << end.err;
        EXPECT_EQ(end.out, "");
        return end.err;
    };
    EXPECT_THAT(complaint({"--arrival", "poisson"}), HasSubstr("--request-rate or --ramp"));
    EXPECT_THAT(complaint({"--arrival", "regular"}), HasSubstr("\"regular\" is none of closed"));
    EXPECT_THAT(complaint({"--request-rate", "0"}), HasSubstr("is not a number above 0"));
    EXPECT_THAT(complaint({"--request-rate", "5", "--concurrency", "8"}),
                HasSubstr("--max-in-flight"));
    EXPECT_THAT(complaint({"--input-tokens", "zipf:3"}), HasSubstr("the forms are"));
    EXPECT_THAT(complaint({"--cooldown", "5s"}), HasSubstr("give --duration"));
    EXPECT_THAT(complaint({"--limit", "5"}), HasSubstr("give one with --dataset"));
}

}  // namespace
}  // namespace sagebench::test
