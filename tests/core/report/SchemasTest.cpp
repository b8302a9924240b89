// SPDX-License-Identifier: GPL-3.0-or-later
// Files that other rooms write, against their schemas.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/Files.h"
#include "core/report/SampleRun.h"
#include "plan/PlanFile.h"
#include "record/Journal.h"
#include "support/JsonSchema.h"
#include "support/Records.h"

namespace sagebench {
namespace {

using nlohmann::json;
using test::validateAgainst;

std::string journalOf(const std::vector<RequestRecord>& records) {
    std::string lines;
    for (const RequestRecord& record : records) {
        appendJournalLine(lines, record, "run-1");
        lines += '\n';
    }
    return lines;
}

TEST(RequestSchema, takesWhatTheJournalWrites) {
    const test::SampleRun run = test::sampleRun();
    EXPECT_EQ(test::validateLinesAgainst("request", journalOf(run.shortInput.records)), "");
    EXPECT_EQ(test::validateLinesAgainst("request", journalOf(run.stressTest.records)), "");
    RequestRecord bare;
    RequestRecord full = run.shortInput.records[1];
    full.text = "An answer.";
    full.conversation = 3;
    full.turn = 1;
    full.reconnects = 1;
    EXPECT_EQ(
        test::validateLinesAgainst("request", journalOf({bare, full, test::cancelledRecord({})})),
        "");
}

TEST(RequestSchema, refusesWhatTheContractDoesNotAllow) {
    const json good = json::parse(journalOf({test::sampleRun().stressTest.records.back()}));
    const auto complaints = [&](const char* key, const json& value) {
        json line = good;
        line[key] = value;
        return validateAgainst("request", line.dump());
    };
    EXPECT_EQ(complaints("prompt_tokens", 7), "");
    EXPECT_NE(complaints("outcome", "good"), "");
    EXPECT_NE(complaints("error", "protocol"), "");
    EXPECT_NE(complaints("error", {{"category", "weather"}, {"message", ""}}), "");
    EXPECT_NE(complaints("sent_ns", 1.5), "");
    EXPECT_NE(complaints("chunk_ns", nullptr), "");
    EXPECT_NE(complaints("stamp_source", "mixed"), "");
    EXPECT_NE(complaints("api_key", "sk-1"), "");
    json without = good;
    without.erase("finished_ns");
    EXPECT_NE(validateAgainst("request", without.dump()), "");
}

TEST(TelemetrySchema, takesASampleAndNothingElse) {
    EXPECT_EQ(validateAgainst("telemetry", telemetryLine({Nanos(5), "process", "rss_mb", 512.25})),
              "");
    EXPECT_NE(validateAgainst("telemetry", telemetryLine({Nanos(5), "moon", "phase", 1})), "");
    EXPECT_NE(validateAgainst("telemetry", R"({"t_ns": 5, "source": "server", "name": "x"})"), "");
}

TEST(PlanSchema, takesWhatIsWrittenAndWhatMayBeLeftOut) {
    EXPECT_EQ(validateAgainst("plan", toJson(test::sampleRun().info.plan)), "");
    EXPECT_EQ(validateAgainst("plan", toJson(RunPlan{})), "");
    EXPECT_EQ(validateAgainst("plan", "{}"), "");
    EXPECT_EQ(validateAgainst("plan", R"({"backend": {"options": {"slots": 4, "stream": true}}})"),
              "");
    EXPECT_NE(validateAgainst("plan", R"({"speed": 1})"), "");
    EXPECT_NE(validateAgainst("plan", R"({"backend": {"api_key": "sk-1"}})"), "");
    EXPECT_NE(validateAgainst("plan", R"({"output": {"exports": ["html"]}})"), "");
    EXPECT_NE(validateAgainst("plan", R"({"workloads": [{"name": "a b"}]})"), "");
}

TEST(WorkloadSchema, takesTheBuiltInOnes) {
    const std::filesystem::path folder(SAGEBENCH_SOURCE_DIR "/resources/workloads");
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        EXPECT_EQ(validateAgainst("workload", readFile(entry.path()).value()), "") << entry.path();
        ++seen;
    }
    EXPECT_GE(seen, 3);
}

TEST(WorkloadSchema, agreesWithTheReader) {
    const char* good = R"({"name": "a", "prompt_tokens": 1, "output_tokens": 2, "num_requests": 3)";
    const auto agree = [&](const std::string& rest, bool expected) {
        const std::string text = good + rest + "}";
        const std::string complaints = validateAgainst("workload", text);
        EXPECT_EQ(complaints.empty(), expected) << text << complaints;
        EXPECT_EQ(parseWorkloads(text, "w.json").has_value(), expected) << text;
    };
    agree("", true);
    agree(R"(, "concurrency": "all", "warmup": 2, "same_prompt": true, "description": "d")", true);
    agree(R"(, "concurrency": "some")", false);
    agree(R"(, "concurrency": 0)", false);
    agree(R"(, "warmup": -1)", false);
    agree(R"(, "same_prompt": 1)", false);
    agree(R"(, "colour": "red")", false);
    const std::string list = R"({"workloads": [)" + std::string(good) + "}]}";
    EXPECT_EQ(validateAgainst("workload", list), "");
    EXPECT_NE(validateAgainst("workload", R"({"name": "a"})"), "");
}

}  // namespace
}  // namespace sagebench
