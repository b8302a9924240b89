// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <fstream>

#include "CliSupport.h"
#include "reference/ReferenceProcess.h"
#include "support/JsonSchema.h"

namespace sagebench::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using std::chrono::milliseconds;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

constexpr ReferencePace kQuick{.firstToken = milliseconds(10), .gap = milliseconds(2)};

const std::vector<std::string> kSmallLoad = {"--workload",     "short", "--num-requests",  "120",
                                             "--input-tokens", "8",     "--output-tokens", "8",
                                             "--concurrency",  "20"};

std::vector<std::string> with(std::vector<std::string> arguments,
                              const std::vector<std::string>& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

/// A user with calibrations of his own, and a server that knows the truth.
class Calibrate : public testing::Test {
  protected:
    ProcessSetup setup(std::vector<std::string> arguments) {
        ProcessSetup setup = program(std::move(arguments));
        setup.environment["XDG_DATA_HOME"] = (folder / "data").string();
        return setup;
    }
    /// Once more where others took the machine meanwhile: nothing is kept then.
    ProcessEnd run(const std::vector<std::string>& arguments) {
        ProcessEnd end = runProcess(setup(arguments));
        for (int again = 0; again < 200 && saysBusy(end); ++again) {
            end = runProcess(setup(arguments));
        }
        return end;
    }
    static bool saysBusy(const ProcessEnd& end) {
        return (end.out + end.err).find("the machine was busy") != std::string::npos;
    }
    ProcessEnd calibrateSmallLoad(std::vector<std::string> more = {}) {
        return run(with(
            with({"calibrate", "--first-token", "10ms", "--token-gap", "2ms"}, kSmallLoad), more));
    }
    /// `run` of the small load against the server.
    std::vector<std::string> smallRun(std::vector<std::string> more = {}) {
        if (!server) {
            server.emplace(*ReferenceProcess::start({SAGEBENCH_BINARY, folder / "t", kQuick}));
        }
        return with(with({"run", "--backend", "openai", "--base-url", server->baseUrl(), "-o",
                          (folder / "r").string()},
                         kSmallLoad),
                    more);
    }
    fs::path store() const { return folder / "data/sagellm-benchmark/calibrations.json"; }

    const TemporaryFolder folder;
    std::optional<ReferenceProcess> server;
};

TEST_F(Calibrate, tellsTheErrorAtTheGivenLoadAsPureJson) {
    const ProcessEnd end = calibrateSmallLoad({"--json"});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_EQ(validateAgainst("calibration", end.out), "");
    const json all = json::parse(end.out);
    ASSERT_EQ(all["steps"].size(), 1u);
    const json& point = all["steps"][0]["point"];
    EXPECT_EQ(point["matched_requests"], 120);
    EXPECT_EQ(point["unmatched_requests"], 0);
    EXPECT_EQ(point["peak_in_flight"], 20);
    EXPECT_EQ(point["events_per_s"], 960);
    EXPECT_EQ(point["errors"]["ttft"]["count"], 120);
    EXPECT_EQ(point["errors"]["itl"]["count"], 120 * 7);
    // Bytes need time on their way, in both directions.
    EXPECT_GT(point["errors"]["ttft"]["mean_ms"], 0);
    EXPECT_GT(point["errors"]["e2el"]["mean_ms"], 0);
    EXPECT_LT(point["errors"]["send_lag"]["mean_ms"], 0);
    EXPECT_EQ(all["within_1ms"], nullptr) << "a given load is not followed by a search";
}

TEST_F(Calibrate, printsATableAndKeepsTheResultForThisMachine) {
    const ProcessEnd end = calibrateSmallLoad();
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.out, AllOf(HasSubstr("Reported - true"), HasSubstr("Send lag"),
                               HasSubstr("120 of 120 requests compared")));
    EXPECT_THAT(end.err, AllOf(HasSubstr("Calibrating: 120 requests of 8 prompt and 8 output"),
                               HasSubstr("Kept for later reports in " + store().string())));
    EXPECT_EQ(jsonOf(store())["calibrations"].size(), 1u);
    ASSERT_EQ(calibrateSmallLoad({"--quiet"}).out, "");
    EXPECT_EQ(jsonOf(store())["calibrations"].size(), 1u) << "the newest of a load counts";
}

TEST_F(Calibrate, aFewRequestsAreToldAndNotKept) {
    const ProcessEnd end = calibrateSmallLoad({"--num-requests", "20"});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.out,
                AllOf(HasSubstr("20 of 20 requests compared"),
                      HasSubstr("short_input is not kept for later reports: only 20 requests")));
    EXPECT_FALSE(fs::exists(store()));
}

TEST_F(Calibrate, withoutAFolderForTemporaryFilesItIsOneError) {
    ProcessSetup missing = setup({"calibrate", "--num-requests", "10"});
    missing.environment["TMPDIR"] = "/no/such/folder";
    const ProcessEnd end = runProcess(missing);
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_THAT(end.err, AllOf(HasSubstr("error: "), HasSubstr("TMPDIR")));
}

TEST_F(Calibrate, eachWorkloadHasAnErrorOfItsOwn) {
    const ProcessEnd end =
        calibrateSmallLoad({"--workload", "long", "--json", "-o", (folder / "raw").string()});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_EQ(validateAgainst("calibration", end.out), "");
    const json steps = json::parse(end.out)["steps"];
    ASSERT_EQ(steps.size(), 2u);
    EXPECT_EQ(steps[0]["label"], "short_input");
    EXPECT_EQ(steps[1]["label"], "long_input");
    EXPECT_EQ(steps[0]["point"]["matched_requests"], 120);
    EXPECT_EQ(steps[1]["point"]["matched_requests"], 120);
    EXPECT_THAT(contentOf(folder / "raw/REPORT.md"), Not(HasSubstr("calibrated")))
        << "its own error is in calibration.json";
    EXPECT_EQ(jsonOf(folder / "raw/benchmark_summary.json")["run"]["calibration"], nullptr);
}

TEST_F(Calibrate, keepsTheRawRunWhereAskedForAndNothingElse) {
    const fs::path raw = folder / "raw";
    ASSERT_EQ(calibrateSmallLoad({"--no-save", "-o", raw.string()}).exitCode, 0);
    EXPECT_THAT(filesIn(raw), IsSupersetOf({"benchmark_summary.json", "calibration.json",
                                            "short_input_requests.jsonl", "truth.jsonl"}));
    EXPECT_FALSE(fs::exists(store()));
    EXPECT_THAT(contentOf(raw / "truth.jsonl"), HasSubstr("\"measured-119\""));
    ASSERT_EQ(calibrateSmallLoad({"--no-save", "-o", raw.string()}).exitCode, 0);
    EXPECT_TRUE(fs::exists(raw / "previous")) << "earlier ones are moved aside";
}

TEST_F(Calibrate, laterReportsTellTheErrorAtTheirLoad) {
    ASSERT_EQ(run(smallRun()).exitCode, 0);
    EXPECT_THAT(contentOf(folder / "r/REPORT.md"),
                HasSubstr("This client is not calibrated at this load"));
    ASSERT_EQ(calibrateSmallLoad().exitCode, 0);
    const ProcessEnd end = run(smallRun());
    EXPECT_THAT(end.out, HasSubstr("client: short_input: measurement error of this client"));
    const json metrics = jsonOf(folder / "r/short_input_metrics.json");
    EXPECT_EQ(metrics["client_error"]["known"], "calibrated");
    EXPECT_EQ(metrics["client_error"]["point"]["matched_requests"], 120);
    const ProcessEnd again = run({"report", "-i", (folder / "r").string(), "--format", "markdown"});
    EXPECT_EQ(again.out, contentOf(folder / "r/REPORT.md"));
    EXPECT_THAT(again.out, HasSubstr("Measurement error of this client at this load: TTFT +"));
}

TEST_F(Calibrate, aHarderLoadThanWasCalibratedIsSaid) {
    ASSERT_EQ(calibrateSmallLoad().exitCode, 0);
    const ProcessEnd end = run(smallRun({"--num-requests", "240"}));
    EXPECT_THAT(end.out,
                HasSubstr("this client is calibrated up to 20 in flight and 960 events/s"));
    EXPECT_EQ(jsonOf(folder / "r/short_input_metrics.json")["client_error"]["known"],
              "beyond_calibration");
}

TEST_F(Calibrate, anEngineInThisProcessHasNoClientToCalibrate) {
    ASSERT_EQ(calibrateSmallLoad().exitCode, 0);
    ASSERT_EQ(run(virtualRun(folder / "r", {"--workload", "short"})).exitCode, 0);
    const json summary = jsonOf(folder / "r/benchmark_summary.json");
    EXPECT_EQ(summary["run"]["calibration"], nullptr);
    EXPECT_EQ(summary["workloads"]["short_input"]["client_error"], nullptr);
}

TEST_F(Calibrate, beforeARunBothAreInTheReport) {
    const ProcessEnd end = run(smallRun({"--calibrate"}));
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.out, HasSubstr("measurement error of this client at this load"));
    const json calibration = jsonOf(folder / "r/benchmark_summary.json")["run"]["calibration"];
    EXPECT_EQ(calibration["before_run"][0]["matched_requests"], 120);
    EXPECT_THAT(filesIn(folder / "r"),
                IsSupersetOf({"calibration/short_input_requests.jsonl", "calibration/truth.jsonl",
                              "short_input_requests.jsonl"}));
    EXPECT_FALSE(fs::exists(folder / "r/calibration.part"));
    EXPECT_TRUE(fs::exists(store()));
    ASSERT_EQ(run(smallRun()).exitCode, 0);
    EXPECT_FALSE(fs::exists(folder / "r/calibration")) << "it belongs to the earlier run";
}

TEST_F(Calibrate, beforeASweepItsHighestLoadIsCalibrated) {
    const ProcessEnd end = run(
        {"run", "--backend", "openai", "--base-url", (smallRun(), server->baseUrl()), "-o",
         (folder / "r").string(), "--workload", "short", "--num-requests", "6", "--input-tokens",
         "8", "--output-tokens", "4", "--sweep", "concurrency=1,3,2", "--calibrate"});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_EQ(
        jsonOf(folder / "r/calibration/calibration.json")["steps"][0]["point"]["peak_in_flight"],
        3);
    EXPECT_TRUE(fs::exists(folder / "r/campaign.json"));
}

TEST_F(Calibrate, whereItMeansNothingIsBadUsage) {
    const ProcessEnd mock = run({"run", "--calibrate", "-o", (folder / "r").string()});
    EXPECT_EQ(mock.exitCode, 2);
    EXPECT_THAT(mock.err, HasSubstr("--calibrate: backend mock runs inside this program"));
    const ProcessEnd search = run(smallRun(
        {"--calibrate", "--slo", "ttft=1s", "--find-max-concurrency", "--concurrency", "1"}));
    EXPECT_EQ(search.exitCode, 2);
    const ProcessEnd twice = run({"calibrate", "--no-search", "--concurrency", "4"});
    EXPECT_EQ(twice.exitCode, 2);
    EXPECT_THAT(twice.err, HasSubstr("--no-search: "));
    EXPECT_THAT(filesIn(folder.path()), IsEmpty());
}

TEST_F(Calibrate, aRunThatCantBeginLeavesNoCalibrationBehind) {
    const ProcessEnd end = run(smallRun({"--calibrate", "--base-url", "http://127.0.0.1:1"}));
    EXPECT_EQ(end.exitCode, 1);
    EXPECT_FALSE(fs::exists(folder / "r"));
    EXPECT_THAT(end.err, Not(HasSubstr("Calibrating"))) << "the server is looked for first";
    const ProcessEnd model = run(smallRun({"--calibrate", "--model", "unheard-of"}));
    EXPECT_EQ(model.exitCode, 2) << model.err;
    EXPECT_THAT(model.err, AllOf(HasSubstr("unheard-of"), Not(HasSubstr("Calibrating"))));
    EXPECT_FALSE(fs::exists(folder / "r"));
}

TEST_F(Calibrate, overTlsItIsRefusedBeforeAnythingIsAsked) {
    const ProcessEnd end = run({"run", "--backend", "openai", "--base-url", "https://127.0.0.1:1",
                                "--calibrate", "-o", (folder / "r").string()});
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_THAT(end.err, HasSubstr("--calibrate: the server is asked over TLS"));
}

TEST_F(Calibrate, beforeARunThePaceCanBeTheServers) {
    const ProcessEnd end =
        run(smallRun({"--calibrate", "--first-token", "20ms", "--token-gap", "3ms"}));
    ASSERT_EQ(end.exitCode, 0) << end.err;
    const json calibration = jsonOf(folder / "r/calibration/calibration.json");
    EXPECT_EQ(calibration["first_token_ms"], 20);
    EXPECT_EQ(calibration["token_gap_ms"], 3);
    const ProcessEnd alone = run(smallRun({"--token-gap", "3ms"}));
    EXPECT_EQ(alone.exitCode, 2);
    EXPECT_THAT(alone.err, HasSubstr("--token-gap: "));
}

TEST_F(Calibrate, whatCantBeKeptSpoilsNoRun) {
    std::ofstream(folder / "data") << "no folder";
    const ProcessEnd end = run(smallRun({"--calibrate"}));
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.err, HasSubstr("warning: the calibration can't be kept"));
    EXPECT_EQ(calibrateSmallLoad().exitCode, 2) << "which is all that it is for";
}

TEST_F(Calibrate, leftoversOfOneThatWasKilledAreNoResults) {
    fs::create_directories(folder / "r/calibration.part");
    std::ofstream(folder / "r/calibration.part/truth.jsonl") << "{}";
    std::ofstream(folder / "r/calibration.part/benchmark_summary.json") << "{}";
    ASSERT_EQ(run(smallRun({"--calibrate"})).exitCode, 0);
    EXPECT_TRUE(fs::exists(folder / "r/calibration/truth.jsonl"));
    EXPECT_FALSE(fs::exists(folder / "r/calibration/previous"));
}

TEST_F(Calibrate, ctrlCBeforeTheRunSaysThatItNeverBegan) {
    Process process(setup(smallRun({"--calibrate", "--json", "--verbose", "--output-tokens", "2000",
                                    "--num-requests", "1000"})));
    ASSERT_TRUE(process.waitFor("Calibrating: 1000 requests"));
    process.sendSignal(SIGINT);
    const ProcessEnd end = process.wait();
    EXPECT_EQ(end.exitCode, 130) << end.err;
    EXPECT_EQ(end.out, "");
    EXPECT_THAT(end.err, HasSubstr("The run itself was not begun"));
}

TEST_F(Calibrate, aStoreThatCantBeReadIsMovedAside) {
    fs::create_directories(store().parent_path());
    std::ofstream(store()) << "half a fi";
    const ProcessEnd before = run(smallRun());
    EXPECT_EQ(before.exitCode, 0);
    EXPECT_THAT(before.err, HasSubstr("calibrations.json: not a calibration"));
    const ProcessEnd end = calibrateSmallLoad();
    EXPECT_EQ(end.exitCode, 0);
    EXPECT_THAT(end.err, HasSubstr("could not be read; it is now"));
    EXPECT_EQ(contentOf(store().string() + ".unreadable"), "half a fi");
    EXPECT_EQ(jsonOf(store())["calibrations"].size(), 1u);
}

TEST_F(Calibrate, quietTellsErrorsOnly) {
    fs::create_directories(store().parent_path());
    std::ofstream(store()) << "half a fi";
    const fs::path aside = store().string() + ".unreadable";
    // What a busy machine disturbed is not kept, and the store is not looked at.
    for (int tries = 0; tries < 200 && !fs::exists(aside); ++tries) {
        const ProcessEnd end = calibrateSmallLoad({"--quiet"});
        EXPECT_EQ(end.exitCode, 0);
        EXPECT_EQ(end.out, "");
        EXPECT_EQ(end.err, "");
    }
    EXPECT_TRUE(fs::exists(aside));
}

TEST_F(Calibrate, ctrlCEndsItCleanlyAndKeepsNothing) {
    Process process(setup(with({"calibrate", "--verbose", "--workload", "short", "--input-tokens",
                                "8", "--output-tokens", "1000", "--num-requests", "1000"},
                               {})));
    ASSERT_TRUE(process.waitFor("Calibrating: 1000 requests"));
    process.sendSignal(SIGINT);
    const ProcessEnd end = process.wait();
    EXPECT_EQ(end.exitCode, 130) << end.err;
    EXPECT_FALSE(fs::exists(store()));
}

}  // namespace
}  // namespace sagebench::test
