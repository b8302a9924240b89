// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/TruthLog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/Files.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using ::testing::HasSubstr;

TEST(TruthLog, isALineARequest) {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "truth.jsonl";
    const std::vector<RequestTruth> log = {{"measured-0", 1000, {1500, 1600}}, {"", 2000, {}}};
    ASSERT_TRUE(writeTruthLog(file, log));
    EXPECT_EQ(readFile(file).value(),
              "{\"schema_version\":1,\"clock\":\"steady\"}\n"
              "{\"request_id\":\"measured-0\",\"received_ns\":1000,\"departure_ns\":[1500,1600]}\n"
              "{\"request_id\":null,\"received_ns\":2000,\"departure_ns\":[]}\n");
    EXPECT_EQ(readTruthLog(file).value(), log);
}

TEST(TruthLog, namesTheLineThatIsWrong) {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "truth.jsonl";
    ASSERT_TRUE(writeFileAtomically(file,
                                    "{\"schema_version\":1,\"clock\":\"steady\"}\n"
                                    "{\"request_id\":null,\"received_ns\":2000}\n"));
    const auto log = readTruthLog(file);
    ASSERT_FALSE(log);
    EXPECT_EQ(log.error().kind, ErrorKind::Input);
    EXPECT_THAT(log.error().message, HasSubstr("truth.jsonl:2: not a line of a reference server"));
}

TEST(TruthLog, ofAnotherClockIsRefused) {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "truth.jsonl";
    ASSERT_TRUE(writeFileAtomically(file, "{\"schema_version\":1,\"clock\":\"realtime\"}\n"));
    EXPECT_THAT(readTruthLog(file).error().message, HasSubstr("truth.jsonl:1: "));
    EXPECT_FALSE(readTruthLog(folder.path() / "none.jsonl"));
}

}  // namespace
}  // namespace sagebench
