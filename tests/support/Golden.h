// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace sagebench::test {

/// Compares a whole output with a file beside the tests. SAGEBENCH_UPDATE_GOLDEN=1 rewrites the
/// file: look at the difference before it is committed.
inline void expectGolden(const std::string& fileInTests, const std::string& actual) {
    const std::string path = std::string(SAGEBENCH_SOURCE_DIR) + "/tests/" + fileInTests;
    if (std::getenv("SAGEBENCH_UPDATE_GOLDEN")) {
        std::ofstream(path, std::ios::binary) << actual;
        return;
    }
    std::ifstream in(path, std::ios::binary);
    ASSERT_TRUE(in) << path << " is not there; SAGEBENCH_UPDATE_GOLDEN=1 writes it";
    const std::string expected{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(actual, expected) << path;
}

}  // namespace sagebench::test
