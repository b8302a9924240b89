// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/DatasetSpec.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(DatasetSpec, formatsHaveNames) {
    EXPECT_EQ(toString(DatasetFormat::Auto), "auto");
    EXPECT_EQ(toString(DatasetFormat::BurstGpt), "burstgpt");
    for (const char* name : {"auto", "prompts", "sharegpt", "mooncake", "azure", "burstgpt"}) {
        ASSERT_TRUE(datasetFormatFrom(name)) << name;
        EXPECT_EQ(toString(*datasetFormatFrom(name)), name);
    }
    EXPECT_FALSE(datasetFormatFrom("Azure"));
    EXPECT_FALSE(datasetFormatFrom(""));
}

}  // namespace
}  // namespace sagebench
