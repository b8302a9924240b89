// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gmock/gmock.h>

#include "CliSupport.h"

namespace sagebench::test {

/// A folder of results, and `report` on it.
class ReportFixture : public testing::Test {
  protected:
    ProcessEnd report(std::vector<std::string> more) {
        more.insert(more.begin(), {"report", "-i", folder_.path().string()});
        return sagebench(more);
    }
    TemporaryFolder folder_;
};

/// A complaint that holds `why`, and nothing else.
inline void expectRefused(const ProcessEnd& end, const std::string& why) {
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_EQ(end.out, "");
    EXPECT_THAT(end.err, testing::AllOf(testing::StartsWith("error: "), testing::HasSubstr(why)));
}

}  // namespace sagebench::test
