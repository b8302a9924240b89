// SPDX-License-Identifier: GPL-3.0-or-later
// What is sent, against an engine whose truth is known: a word is a token, and what was computed is
// found again in blocks of 16.
#include <gmock/gmock.h>

#include <fstream>

#include "CliSupport.h"

namespace sagebench::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

class Datasets : public testing::Test {
  protected:
    std::string file(const std::string& name, const std::string& text) {
        std::ofstream(folder_ / name) << text;
        return (folder_ / name).string();
    }
    void run(const std::string& workload, std::vector<std::string> more) {
        more.insert(more.begin(), {"--backend-option", "prefill_us_per_token=0", "--backend-option",
                                   "kv_tokens=100000"});
        const ProcessEnd end = sagebench(virtualRun(folder_ / "results", std::move(more)));
        ASSERT_EQ(end.exitCode, 0) << end.err;
        out_ = end.out;
        records_.clear();
        std::ifstream journal(folder_ / "results" / (workload + "_requests.jsonl"));
        for (std::string line; std::getline(journal, line);) {
            records_.push_back(json::parse(line));
        }
        std::ranges::sort(records_, {}, [](const json& r) { return r["index"].get<int>(); });
    }
    std::vector<int> all(const char* key) const {
        std::vector<int> values;
        for (const json& record : records_) {
            values.push_back(record[key].is_null() ? -1 : record[key].get<int>());
        }
        return values;
    }
    std::vector<double> scheduledMs() const {
        std::vector<double> times;
        for (const json& record : records_) {
            times.push_back(record["scheduled_ns"].get<double>() / 1e6);
        }
        return times;
    }
    std::string complaint(std::vector<std::string> more) {
        const ProcessEnd end = sagebench(virtualRun(folder_ / "results", std::move(more)));
        EXPECT_EQ(end.exitCode, 2) << end.err;
        return end.err;
    }

    TemporaryFolder folder_;
    std::vector<json> records_;
    std::string out_;
};

const std::string kPrompts =
    "{\"prompt\": \"one two three\", \"output_tokens\": 5}\n"
    "{\"messages\": [{\"role\": \"user\", \"content\": \"four five\"}], \"max_tokens\": 6}\n";

TEST_F(Datasets, promptsAreSentAsTheyAre) {
    run("chats", {"--dataset", file("chats.jsonl", kPrompts)});
    EXPECT_THAT(all("prompt_tokens"), ElementsAre(3, 2));
    EXPECT_THAT(all("prompt_tokens_asked"), ElementsAre(-1, -1));
    EXPECT_THAT(all("output_tokens"), ElementsAre(5, 6));
}

TEST_F(Datasets, whatIsSaidOnTheCommandLineGoesBeforeTheFile) {
    run("chats", {"--dataset", file("chats.jsonl", kPrompts), "--dataset-format", "prompts",
                  "--output-tokens", "9", "--limit", "1"});
    EXPECT_THAT(all("output_tokens"), ElementsAre(9));
}

TEST_F(Datasets, rowsAreUsedAgainAndThatIsTold) {
    run("chats", {"--dataset", file("chats.jsonl", kPrompts), "--num-requests", "5"});
    EXPECT_THAT(all("prompt_tokens"), ElementsAre(3, 2, 3, 2, 3));
    EXPECT_THAT(out_, HasSubstr("the data set has 2 rows, which were sent up to 3 times"));
}

TEST_F(Datasets, conversationsCarryTheRealAnswers) {
    run("talk", {"--dataset", file("talk.json", R"([{"conversations": [
                     {"from": "human", "value": "a b c d"}, {"from": "gpt", "value": "x"},
                     {"from": "human", "value": "e f"}, {"from": "gpt", "value": "y"}]}])"),
                 "--dataset-format", "sharegpt", "--turns", "2", "--output-tokens", "7"});
    EXPECT_THAT(all("turn"), ElementsAre(0, 1));
    EXPECT_THAT(all("prompt_tokens"), ElementsAre(4, 4 + 7 + 2));
}

const std::string kAzure =
    "TIMESTAMP,ContextTokens,GeneratedTokens\r\n"
    "2023-11-16 18:17:03.0000000,400,40\r\n"
    "2023-11-16 18:17:04.5000000,20,10\r\n"
    "2023-11-16 18:17:05.0000000,1000,30\r\n"
    "2023-11-16 18:17:13.0000000,80,20\r\n";

TEST_F(Datasets, azureTracesAreReplayedScaledAndCut) {
    run("azure", {"--dataset", file("azure.csv", kAzure), "--arrival", "trace", "--time-scale",
                  "0.5", "--length-scale", "0.5", "--max-input-tokens", "300"});
    EXPECT_THAT(scheduledMs(), ElementsAre(0, 750, 1000, 5000));
    EXPECT_THAT(all("prompt_tokens"), ElementsAre(200, 10, 300, 40));
    EXPECT_THAT(all("output_tokens"), ElementsAre(20, 5, 15, 10));
}

TEST_F(Datasets, aWindowOfATraceBeginsAtZero) {
    run("azure", {"--dataset", file("azure.csv", kAzure), "--arrival", "trace", "--trace-from",
                  "1s", "--trace-length", "5s"});
    EXPECT_THAT(scheduledMs(), ElementsAre(0, 500));
    EXPECT_THAT(all("prompt_tokens"), ElementsAre(20, 1000));
}

const std::string kMooncake =
    R"({"timestamp": 0, "input_length": 1000, "output_length": 4, "hash_ids": [1, 2]})"
    "\n"
    R"({"timestamp": 3000, "input_length": 600, "output_length": 4, "hash_ids": [1, 3]})"
    "\n";

TEST_F(Datasets, mooncakeBlocksAreSharedPrefixes) {
    run("moon", {"--dataset", file("moon.jsonl", kMooncake), "--arrival", "trace"});
    EXPECT_THAT(scheduledMs(), ElementsAre(0, 3000));
    EXPECT_THAT(all("prompt_tokens"), ElementsAre(1000, 600));
    EXPECT_THAT(all("cached_tokens"), ElementsAre(0, 512));
}

TEST_F(Datasets, aTracesUnitsCanBeOverridden) {
    run("moon", {"--dataset", file("moon.jsonl", kMooncake), "--arrival", "trace",
                 "--trace-time-unit", "s", "--trace-block-tokens", "160"});
    EXPECT_THAT(scheduledMs(), ElementsAre(0, 3'000'000));
    EXPECT_THAT(all("cached_tokens"), ElementsAre(0, 160));
}

TEST_F(Datasets, burstGptColumnsAreFoundByName) {
    run("burst", {"--dataset",
                  file("burst.csv",
                       "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
                       "5,ChatGPT,472,18,490,Conversation log\n45,ChatGPT,108,230,338,API log\n"),
                  "--arrival", "trace"});
    EXPECT_THAT(scheduledMs(), ElementsAre(0, 40'000));
    EXPECT_THAT(all("prompt_tokens"), ElementsAre(472, 108));
    EXPECT_THAT(all("output_tokens"), ElementsAre(18, 230));
}

TEST_F(Datasets, badLinesAreNamed) {
    EXPECT_THAT(complaint({"--dataset", file("bad.jsonl", kPrompts + "{\"prompt\": 3}\n")}),
                HasSubstr("bad.jsonl:3:"));
    EXPECT_THAT(complaint({"--dataset", file("bad.csv", kAzure + "yesterday,1,2\r\n")}),
                HasSubstr("bad.csv:6:"));
    EXPECT_THAT(complaint({"--dataset", file("what.txt", "hello\n")}),
                HasSubstr("--dataset-format"));
    EXPECT_THAT(complaint({"--dataset", (folder_ / "none.jsonl").string()}),
                HasSubstr("none.jsonl"));
    EXPECT_THAT(complaint({"--dataset", file("chats.jsonl", kPrompts), "--arrival", "trace"}),
                HasSubstr("has no times to replay"));
}

TEST_F(Datasets, sharedPrefixesAreFoundInTheCache) {
    run("short_input", {"--workload", "short", "--prefix", "1:64", "--output-tokens", "1"});
    EXPECT_THAT(all("prompt_tokens"), ElementsAre(128, 128, 128, 128, 128));
    EXPECT_THAT(all("cached_tokens"), ElementsAre(0, 64, 64, 64, 64));
}

TEST_F(Datasets, turnsFindWhatWasSaidBeforeInTheCache) {
    run("short_input",
        {"--workload", "short", "--turns", "3", "--output-tokens", "16", "--num-requests", "1"});
    EXPECT_THAT(all("prompt_tokens"), ElementsAre(128, 128 + 16 + 128, 272 + 16 + 128));
    EXPECT_THAT(all("cached_tokens"), ElementsAre(0, 144, 288));
}

}  // namespace
}  // namespace sagebench::test
