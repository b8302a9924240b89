// SPDX-License-Identifier: GPL-3.0-or-later
// What a run says of itself, in every output.
#include <gmock/gmock.h>

#include "CliSupport.h"
#include "support/TemporaryFolder.h"

namespace sagebench::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(RunValidity, FewRequestsAreToldEverywhereAndChangeNoExitCode) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(
        virtualRun(folder.path(), {"--workload", "short", "--export", "markdown,csv,vllm"}));
    EXPECT_EQ(end.exitCode, 0);
    EXPECT_THAT(end.err, HasSubstr("too_few_samples"));
    EXPECT_THAT(end.out, AllOf(HasSubstr("too_few_samples"),
                               HasSubstr("5 requests succeeded, and at least 20 are")));
    const auto metrics = jsonOf(folder / "short_input_metrics.json");
    EXPECT_EQ(metrics["validity"]["verdict"], "too_few_samples");
    EXPECT_EQ(metrics["validity"]["reasons"].size(), 1u);
    EXPECT_TRUE(metrics["client"].is_null()) << "nobody is late in virtual time";
    EXPECT_THAT(contentOf(folder / "REPORT.md"),
                AllOf(HasSubstr("short_input is not valid (too_few_samples)"),
                      Not(HasSubstr("**NOT VALID"))));
    EXPECT_THAT(contentOf(folder / "benchmark_summary.csv"), HasSubstr(",too_few_samples,"));
    EXPECT_EQ(jsonOf(folder / "short_input_vllm.json")["validity"], "too_few_samples");
}

TEST(RunValidity, TwentyRequestsAreEnough) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(
        virtualRun(folder.path(), {"--workload", "short", "--num-requests", "20", "--json"}));
    EXPECT_EQ(nlohmann::json::parse(end.out)["workloads"]["short_input"]["validity"],
              nlohmann::json::parse(R"({"verdict": "valid", "reasons": []})"));
}

/// How late it was depends on the machine; that it is seen, and seen again, does not.
TEST(RunValidity, TheClientsOwnFiguresAreKeptWithTheRun) {
    const TemporaryFolder folder;
    const ProcessEnd end =
        sagebench({"run", "--workload", "short", "--num-requests", "24", "--concurrency", "8",
                   "--output-tokens", "100", "--verbose", "-o", folder.path().string()});
    EXPECT_EQ(end.exitCode, 0);
    EXPECT_THAT(end.err, HasSubstr("    Client: "));
    const auto metrics = jsonOf(folder / "short_input_metrics.json");
    const auto& client = metrics["client"];
    EXPECT_EQ(client["engine_in_process"], 1);
    EXPECT_GT(client["worker_busy_fraction"], 0);
    EXPECT_GE(client["loop_lag_p99_ms"], 0);
    EXPECT_GT(client["watched_ms"], 1000);
    EXPECT_TRUE(client["tcp_segments"].is_null());
    EXPECT_THAT(contentOf(folder / "telemetry.jsonl"), HasSubstr("\"now_worker_busy_fraction\""));
    const ProcessEnd again =
        sagebench({"report", "--input", folder.path().string(), "--format", "json"});
    const auto read = nlohmann::json::parse(again.out)["workloads"]["short_input"];
    EXPECT_EQ(read["client"], client);
    EXPECT_EQ(read["validity"], metrics["validity"]);
}

}  // namespace
}  // namespace sagebench::test
