// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "CliSupport.h"

namespace sagebench::test {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST(ReferenceServerCommand, tellsItsPortAndWritesItsLogWhenItsStdinCloses) {
    const TemporaryFolder folder;
    const auto log = folder.path() / "truth.jsonl";
    const ProcessEnd end = sagebench({"reference-server", "--log", log.string()});
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.out, MatchesRegex("\\{\"port\":[0-9]+\\}\n"));
    EXPECT_EQ(contentOf(log), "{\"schema_version\":1,\"clock\":\"steady\"}\n");
}

TEST(ReferenceServerCommand, isNotInTheHelp) {
    EXPECT_THAT(sagebench({"--help"}).out, Not(HasSubstr("reference-server")));
    EXPECT_THAT(sagebench({"reference"}).err, Not(HasSubstr("reference-server")));
}

TEST(ReferenceServerCommand, refusesWhatCantBe) {
    EXPECT_EQ(sagebench({"reference-server", "--port", "65536"}).exitCode, 2);
    const ProcessEnd end = sagebench({"reference-server", "--cpu", "100000"});
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_THAT(end.err, HasSubstr("--cpu 100000: "));
}

}  // namespace
}  // namespace sagebench::test
