// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/ResultsFolder.h"

#include <gtest/gtest.h>

#include "base/Files.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

TEST(ResultsFolder, movesEarlierResultsByTheirRunId) {
    TemporaryFolder folder;
    ASSERT_TRUE(writeFileAtomically(folder / "benchmark_summary.json",
                                    R"({"run": {"id": "20260101T000000-ab"}})"));
    ASSERT_TRUE(writeFileAtomically(folder / "a_requests.jsonl.part", ""));
    ASSERT_TRUE(writeFileAtomically(folder / "notes.txt", "mine"));
    ASSERT_TRUE(prepareResultsFolder(folder.path()));
    EXPECT_TRUE(fs::exists(folder / "previous/20260101T000000-ab/benchmark_summary.json"));
    EXPECT_TRUE(fs::exists(folder / "previous/20260101T000000-ab/a_requests.jsonl.part"));
    EXPECT_TRUE(fs::exists(folder / "notes.txt"));
    EXPECT_FALSE(fs::exists(folder / "benchmark_summary.json"));
}

TEST(ResultsFolder, twoRunsOfOneIdDoNotMeet) {
    TemporaryFolder folder;
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(
            writeFileAtomically(folder / "benchmark_summary.json", R"({"run": {"id": "x"}})"));
        ASSERT_TRUE(prepareResultsFolder(folder.path()));
    }
    EXPECT_TRUE(fs::exists(folder / "previous/x/benchmark_summary.json"));
    EXPECT_TRUE(fs::exists(folder / "previous/x-2/benchmark_summary.json"));
}

TEST(ResultsFolder, knowsItsFiles) {
    for (const char* name :
         {"REPORT.md", "telemetry.jsonl", "benchmark_summary.json", "benchmark_summary.json.part",
          "benchmark_summary.csv", "w_metrics.json", "w_requests.jsonl", "w_requests.jsonl.part",
          "w_vllm.json"}) {
        EXPECT_TRUE(isResultFile(name)) << name;
    }
    for (const char* name : {"plan.json", "README.md", "requests.jsonl.bak"}) {
        EXPECT_FALSE(isResultFile(name)) << name;
    }
}

TEST(ResultsFolder, aFolderThatCantBeWrittenIsAnInputError) {
    EXPECT_EQ(prepareResultsFolder("/proc/nowhere").error().kind, ErrorKind::Input);
}

}  // namespace
}  // namespace sagebench
