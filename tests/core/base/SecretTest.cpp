// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Secret.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(Secret, isCutOutOfTexts) {
    EXPECT_EQ(Secret("sk-1").redact("bad key sk-1, sk-1!"), "bad key ***, ***!");
    EXPECT_EQ(Secret().redact("nothing to hide"), "nothing to hide");
}

TEST(Secret, isFoundWhereATextWasCutWithinIt) {
    EXPECT_EQ(Secret("sk-SECRETKEY123456").redact("Bearer sk-SECRETKEY1…"), "Bearer ***…");
    EXPECT_EQ(Secret("sk-SECRETKEY123456").redact("sk-SECRETKEY123456, sk-other"), "***, sk-other");
}

}  // namespace
}  // namespace sagebench
