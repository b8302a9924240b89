// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/ReferenceProcess.h"

#include <gmock/gmock.h>

#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

TEST(ReferenceProcess, servesUntilItIsStoppedAndGivesItsLog) {
    const test::TemporaryFolder folder;
    auto server = ReferenceProcess::start({SAGEBENCH_BINARY, folder / "truth.jsonl", {}});
    ASSERT_TRUE(server) << server.error().message;
    EXPECT_THAT(server->baseUrl(), MatchesRegex("http://127.0.0.1:[0-9]+"));
    const auto truths = server->stop();
    ASSERT_TRUE(truths) << truths.error().message;
    EXPECT_TRUE(truths->empty());
}

TEST(ReferenceProcess, aProgramThatIsNotThereIsNamed) {
    const auto server = ReferenceProcess::start({"/no/such/program", "truth.jsonl", {}});
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().kind, ErrorKind::Run);
    EXPECT_THAT(server.error().message, HasSubstr("/no/such/program"));
}

TEST(ReferenceProcess, aProgramThatSaysSomethingElseIsNoServer) {
    const auto server = ReferenceProcess::start({"/bin/echo", "truth.jsonl", {}});
    ASSERT_FALSE(server);
    EXPECT_THAT(server.error().message, HasSubstr("said \"reference-server --log truth.jsonl"));
}

TEST(ReferenceProcess, whatTheServerComplainsOfIsTold) {
    const test::TemporaryFolder folder;
    const auto server =
        ReferenceProcess::start({SAGEBENCH_BINARY, folder / "t", {}, /*cpu=*/100'000});
    ASSERT_FALSE(server);
    EXPECT_THAT(server.error().message, HasSubstr("--cpu 100000"));
}

}  // namespace
}  // namespace sagebench
